import type { Candidate } from '../../candidate';
import { createFormOf, type AnswerForm } from '../answerForm';
import { unscored, type Assessment, type Opinion, type Scorer } from './scorer';

export interface VoteSettings {
	readonly form: AnswerForm;
	/** From 0 to 1; with fewer of the votes than this, the leading answer is not accepted. */
	readonly minimumShare: number;
}

interface Poll {
	readonly votesByForm: ReadonlyMap<string, number>;
	readonly total: number;
	readonly leading: number;
}

/**
 * Scores each candidate by the share of the votes that its answer got, and accepts those that gave the leading answer.
 *
 * Answers with equally many votes lead together, so that the earlier clone, or the next scorer, decides between them. A candidate without an
 * answer neither votes nor is scored.
 */
export function vote(settings: VoteSettings): Scorer {
	const formOf = createFormOf(settings.form);
	return {
		id: 'vote',
		label: 'Vote',
		assess: async (candidates: readonly Candidate[]) => assess(candidates.map(formOf), settings),
	};
}

function assess(forms: ReadonlyArray<string | undefined>, settings: VoteSettings): Assessment {
	const poll = countVotes(forms.filter((form) => form !== undefined));
	const opinions = forms.map((form) => (form === undefined ? unscored(`No ${sought(settings.form)} was found in the answer, so it has no vote`) : opinionOf(form, poll, settings)));
	if (poll.total === 0) return { opinions, remarks: [] };
	const leaders = [...poll.votesByForm.values()].filter((votes) => votes === poll.leading).length;
	return { opinions, remarks: [], agreement: poll.leading / poll.total, ties: leaders - 1 };
}

function countVotes(forms: readonly string[]): Poll {
	const votesByForm = new Map<string, number>();
	for (const form of forms) votesByForm.set(form, (votesByForm.get(form) ?? 0) + 1);
	return { votesByForm, total: forms.length, leading: Math.max(0, ...votesByForm.values()) };
}

function opinionOf(form: string, poll: Poll, settings: VoteSettings): Opinion {
	const votes = poll.votesByForm.get(form) ?? 0;
	const share = votes / poll.total;
	const leads = votes === poll.leading;
	const enough = share >= settings.minimumShare;
	const shortfall = leads && !enough ? `; the leading answer needs ${Math.round(settings.minimumShare * 100)} % of the votes` : '';
	const reason = `${votes} of ${poll.total} gave this answer: ${shorten(form)}${shortfall}`;
	return { score: { kind: 'scored', value: share, reason, details: { votes, of: poll.total } }, accepted: leads && enough, extracted: { answer: form } };
}

function sought(form: AnswerForm): string {
	return { text: () => 'text', number: () => 'number', field: () => `field ${(form as { path: string }).path}`, pattern: () => 'match of the pattern' }[form.kind]();
}

function shorten(form: string): string {
	return form.length <= 80 ? form : `${form.slice(0, 77)}…`;
}
