import { createFormsOf } from './answerForm';
import type { Answered } from './formsOf';
import type { Assessment } from './scorers';

/** One candidate that was taken before others, with what each scorer thinks of all of them. */
export interface MadePick {
	readonly candidates: readonly Answered[];
	readonly assessments: ReadonlyArray<Pick<Assessment, 'opinions' | 'randomPick'> & { readonly id: string }>;
	/** Where it stands among the candidates, counted from 0. */
	readonly picked: number;
	/** Where those stand that the scores cannot tell from it. */
	readonly tied: readonly number[];
}

type Assessed = MadePick['assessments'][number];

/** Scorers whose verdict is whether a candidate is right, as far as their tests go. */
const PROVING: readonly string[] = ['runTests'];
/** Scorers that hold each candidate against something given, so that two different ones may both be good. */
const CHECKING: readonly string[] = [...PROVING, 'rules'];

/**
 * What picking was worth: whether it was a tie, and how often a pick at random would have been as good, by the first scorer that knows.
 *
 * Agreement is no proof, so there the sentence begins with "if", and all that gave the same answer as the pick are right with it. Undefined where nobody knows, or all were alike.
 */
export function describePick(pick: MadePick): string | undefined {
	const said = [describeTie(pick), describeOdds(pick)].filter((sentence) => sentence !== undefined);
	return said.length === 0 ? undefined : said.join(' ');
}

function describeTie({ candidates, assessments, picked, tied }: MadePick): string | undefined {
	if (tied.length === 0 || assessments.every(({ id }) => CHECKING.includes(id))) return undefined;
	const all = [picked, ...tied];
	const counting = assessments.find((assessed) => groupOf(assessed, picked) !== undefined);
	const forms =
		counting === undefined
			? createFormsOf({ kind: 'text' })(all.flatMap((place) => candidates[place] ?? []))
			: all.map((place) => groupOf(counting, place));
	const others = new Set(forms).size - 1;
	if (others === 0) return undefined;
	return `It is a tie: ${others === 1 ? 'another answer' : `${others} other answers`} did as well, and this clone comes first.`;
}

function describeOdds({ assessments, picked }: MadePick): string | undefined {
	const telling = assessments.find((assessed) => isTelling(assessed, picked));
	if (telling === undefined) return undefined;
	const group = groupOf(telling, picked);
	const alike = telling.opinions.filter((opinion) => opinion.group === group).length;
	const share = group === undefined ? telling.randomPick : alike / telling.opinions.length;
	if (!isTold(share)) return undefined;
	const percent = `${Math.round(share * 100)} %`;
	if (group !== undefined) return `If this pick is right, a random one would have been right in ${percent}.`;
	const isWhole = telling.opinions.every(({ score }) => score.kind === 'scored');
	const who = isWhole ? 'A random pick' : 'Of those that could be tested, a random one';
	const passed = telling.opinions[picked]?.accepted === true ? 'passed' : 'did not pass';
	return `${who} would have ${PROVING.includes(telling.id) ? 'been right' : 'passed'} in ${percent}, this pick ${passed}.`;
}

/** A scorer without an opinion of the pick cannot tell what it was worth. What all keep or none keeps tells nothing, while what all pass is proven. */
function isTelling(assessed: Assessed, picked: number): boolean {
	if (groupOf(assessed, picked) !== undefined) return true;
	if (assessed.randomPick === undefined || assessed.opinions[picked]?.score.kind !== 'scored') return false;
	return PROVING.includes(assessed.id) || isTold(assessed.randomPick);
}

function groupOf({ opinions }: Assessed, place: number): string | undefined {
	return opinions[place]?.group;
}

function isTold(share: number | undefined): share is number {
	return share !== undefined && share > 0 && share < 1;
}
