import type { Candidate } from '../../candidate';
import { InvalidInputError } from '../../errors';
import { createFormsOf, type AnswerForm } from '../answerForm';
import { showForm } from '../showForm';
import { toWeights } from '../toWeights';
import { weighByLogProbability } from '../weighByLogProbability';
import { defineScorer, unscored, type Assessment, type Opinion, type Scorer } from './scorer';
import { shorten } from '../../text/shorten';

export interface VoteSettings {
	readonly form: AnswerForm;
	/** From 0 to 1; with fewer of the votes than this, the leading answer is not accepted. */
	readonly minimumShare: number;
	/** How much the vote of a model counts, by its name; those that are not named count 1, and 0 is no vote. */
	readonly weights?: Readonly<Record<string, number>>;
	/** Accept the leading answer also where no two votes are for the same. */
	readonly acceptsDisagreement?: boolean;
	/** Weigh each answer besides by how likely its model found its words. */
	readonly byLogProbability?: boolean;
	/** The clones of a model share its vote, however many they are. */
	readonly oneVotePerModel?: boolean;
}

interface Ballot {
	readonly form: string;
	/** Whose vote it is: the clone's, or its model's. */
	readonly voter: string;
	readonly weight: number;
	/** Asked because the others were unsure: it decides. */
	readonly decides: boolean;
}

interface Poll {
	readonly votesByForm: ReadonlyMap<string, number>;
	readonly weightByForm: ReadonlyMap<string, number>;
	readonly votes: number;
	readonly weight: number;
	readonly leaders: ReadonlySet<string>;
	readonly isWeighted: boolean;
	readonly isDecided: boolean;
	/** Two or more voters, and each answer is that of one of them alone. */
	readonly noTwoAgree: boolean;
}

export const vote = defineScorer({
	id: 'vote',
	label: 'Vote',
	description: 'The answer that most clones give wins',
	by: 'vote',
	looksAt: 'answer',
	uses: {},
	fields: {
		voteOn: {
			kind: 'answerForm',
			label: 'Vote On',
			names: { form: 'answerForm', choices: 'answerChoices', field: 'answerField', pattern: 'answerPattern', unit: 'answerUnit' },
		},
	},
	options: {
		minimumVoteShare: {
			kind: 'number',
			label: 'Minimum Share of Votes',
			default: 0,
			least: 0,
			most: 1,
			decimals: 3,
			description: 'Share of the votes that the leading answer needs to be accepted, from 0 to 1',
		},
		acceptWithoutAgreement: {
			kind: 'switch',
			label: 'Accept Without Agreement',
			default: true,
			description: 'Whether to accept the leading answer even if no two answers are the same',
		},
		modelWeights: {
			kind: 'json',
			holds: 'object',
			label: 'Model Weights',
			default: '{}',
			placeholder: 'e.g. { "Qwen/Qwen3-8B": 2 }',
			description:
				'How much the vote of each model counts. Models not named count 1, and 0 means no vote. If you know how often each model is right, use the log-odds.',
		},
		oneVotePerModel: {
			kind: 'switch',
			label: 'Count One Vote per Model',
			default: true,
			description: 'Whether the clones of a model share one vote, so that a model with many clones counts no more than one with few',
		},
		voteByLogProbability: {
			kind: 'switch',
			label: 'Vote by Log-Probability',
			default: true,
			description:
				'Whether the vote of an answer counts more if its model was surer of its words. Needs Log-Probabilities in Shadow Clone Fan-Out.',
		},
	},
	read: ({ voteOn, minimumVoteShare, acceptWithoutAgreement, modelWeights, oneVotePerModel, voteByLogProbability }): VoteSettings => ({
		form: voteOn,
		minimumShare: minimumVoteShare,
		acceptsDisagreement: acceptWithoutAgreement,
		weights: toWeights(modelWeights),
		oneVotePerModel,
		byLogProbability: voteByLogProbability,
	}),
	create: createVote,
});

/**
 * Scores each candidate by the share of the votes that its answer got, and accepts those that gave the leading answer.
 *
 * Where no two votes are for the same answer, none is accepted, unless told to. A lone vote is accepted: nothing speaks against it. Answers with equally many votes lead together, so that the earlier clone, or the next scorer, decides between them. A candidate without an
 * answer neither votes nor is scored, and neither is one whose answer broke off or whose model has no weight. With one vote per model, a model whose clones disagree splits its vote among their answers, and clones of one model are no two votes. Where a larger model was asked because the others were unsure, its answer leads.
 *
 * @throws InvalidInputError when a weight is none.
 */
function createVote(settings: VoteSettings): Scorer {
	const formsOf = createFormsOf(settings.form);
	const weights = checkWeights(settings.weights ?? {});
	const weightOf = ({ model }: Candidate): number => (Object.hasOwn(weights, model) ? (weights[model] ?? 1) : 1);
	const voterOf = ({ model }: Candidate, index: number): string => (settings.oneVotePerModel === true ? model : String(index));
	const ballotOf = (candidate: Candidate, index: number, form: string | undefined, factor: number): Ballot | undefined =>
		form === undefined
			? undefined
			: { form, voter: voterOf(candidate, index), weight: weightOf(candidate) * factor, decides: candidate.larger === true };
	return {
		id: 'vote',
		label: 'Vote',
		assess: async (candidates: readonly Candidate[], signal: AbortSignal) => {
			const forms = (await formsOf(candidates, signal)).map((form, index) => (isCut(candidates[index]) ? undefined : form));
			const { factors, remarks } = settings.byLogProbability === true ? weighByLogProbability(candidates) : { factors: [], remarks: [] };
			const ballots = candidates.map((candidate, index) => ballotOf(candidate, index, forms[index], factors[index] ?? 1));
			const counted = settings.oneVotePerModel === true ? shareVotes(ballots, candidates, weightOf) : ballots;
			return { ...assess(counted, candidates.map(isCut), settings), remarks };
		},
	};
}

/** What stands last in half of an answer is no answer. */
function isCut(candidate: Candidate | undefined): boolean {
	return candidate?.finishReason === 'cut';
}

/** All ballots of a model together weigh what the model does. */
function shareVotes(
	ballots: ReadonlyArray<Ballot | undefined>,
	candidates: readonly Candidate[],
	weightOf: (candidate: Candidate) => number,
): ReadonlyArray<Ballot | undefined> {
	const weighed = candidates.map((candidate, index) => ({ candidate, ballot: ballots[index] }));
	const byModel = Map.groupBy(weighed, ({ candidate }) => candidate.model);
	return weighed.map(({ candidate, ballot }) => {
		const all = (byModel.get(candidate.model) ?? []).reduce((sum, each) => sum + (each.ballot?.weight ?? 0), 0);
		return ballot && { ...ballot, weight: all === 0 ? 0 : (ballot.weight * weightOf(candidate)) / all };
	});
}

function checkWeights(weights: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
	for (const [model, weight] of Object.entries(weights)) {
		if (!(Number.isFinite(weight) && weight >= 0))
			throw new InvalidInputError(
				`The weight of ${model} is ${Number.isNaN(weight) ? 'not a number' : weight}, and a weight is 0 or more`,
				'Correct it in Model Weights, for example { "small": 1, "large": 2.5 }.',
				'Model Weights',
			);
	}
	return weights;
}

function assess(ballots: ReadonlyArray<Ballot | undefined>, cut: readonly boolean[], settings: VoteSettings): Assessment {
	const poll = countVotes(ballots.filter((ballot) => ballot !== undefined && ballot.weight > 0) as Ballot[]);
	const shown = new Map([...poll.votesByForm.keys()].map((form) => [form, shownIn(settings.form, form)]));
	const opinions = ballots.map((ballot, index) => {
		if (cut[index] === true) return unscored('The answer broke off before its end, so it has no vote');
		if (ballot === undefined) return unscored(`No ${sought(settings.form)} was found in the answer, so it has no vote`);
		if (ballot.weight === 0)
			return {
				...unscored('Its model has the weight 0, so it has no vote', { answer: shownIn(settings.form, ballot.form) }),
				group: ballot.form,
			};
		return opinionOf(ballot.form, shown.get(ballot.form) ?? ballot.form, poll, settings);
	});
	if (poll.votes === 0) return { opinions, remarks: [] };
	const leading = Math.max(...[...poll.leaders].map((form) => poll.weightByForm.get(form) ?? 0));
	return { opinions, remarks: [], agreement: leading / poll.weight, ties: poll.leaders.size - 1 };
}

function countVotes(ballots: readonly Ballot[]): Poll {
	const votesByForm = new Map<string, number>();
	const weightByForm = new Map<string, number>();
	for (const { form, weight } of ballots) {
		votesByForm.set(form, (votesByForm.get(form) ?? 0) + 1);
		weightByForm.set(form, (weightByForm.get(form) ?? 0) + weight);
	}
	const opinionsHeld = new Set(ballots.map(({ form, voter }) => JSON.stringify([form, voter])));
	const leading = Math.max(0, ...weightByForm.values());
	// Sums of weights that are the same on paper may differ in their last digit, which is no lead.
	const first = [...weightByForm].filter(([, weight]) => weight > leading - 1e-9).map(([form]) => form);
	for (const form of first) weightByForm.set(form, leading);
	const decided = ballots.filter(({ decides }) => decides).map(({ form }) => form);
	return {
		votesByForm,
		weightByForm,
		votes: ballots.length,
		weight: ballots.reduce((sum, { weight }) => sum + weight, 0),
		leaders: new Set(decided.length > 0 ? decided : first),
		isWeighted: ballots.some(({ weight }) => weight !== ballots[0]?.weight),
		isDecided: decided.length > 0,
		noTwoAgree: decided.length === 0 && new Set(ballots.map(({ voter }) => voter)).size > 1 && opinionsHeld.size === votesByForm.size,
	};
}

/** Only where JSON is read: a text stands for itself, also one that looks like JSON. */
function shownIn({ kind }: AnswerForm, form: string): string {
	return kind === 'data' || kind === 'field' ? showForm(form) : form;
}

function opinionOf(form: string, shown: string, poll: Poll, settings: VoteSettings): Opinion {
	const votes = poll.votesByForm.get(form) ?? 0;
	const share = (poll.weightByForm.get(form) ?? 0) / poll.weight;
	const leads = poll.leaders.has(form);
	const agreed = !poll.noTwoAgree || settings.acceptsDisagreement === true;
	const enough = poll.isDecided || share >= settings.minimumShare;
	const disagreement = poll.noTwoAgree ? `; no two ${settings.oneVotePerModel === true ? 'models ' : ''}agree` : '';
	const shortfall = leads && !enough ? `; the leading answer needs ${Math.round(settings.minimumShare * 100)} % of the votes` : '';
	const weighed = poll.isWeighted ? `, ${Math.round(share * 100)} % by weight` : '';
	const decided = leads && poll.isDecided ? '; the larger model decided' : '';
	const reason = `${votes} of ${poll.votes} gave this answer${weighed}: ${shorten(shown, 80)}${disagreement}${shortfall}${decided}`;
	// Above whatever share the others have, so that it ranks first.
	const value = poll.isDecided ? (leads ? 1 : share / 2) : share;
	return {
		score: { kind: 'scored', value, reason, details: { votes, of: poll.votes, share } },
		accepted: leads && enough && agreed,
		extracted: { answer: shown },
		group: form,
	};
}

function sought(form: AnswerForm): string {
	return {
		text: () => 'text',
		choice: () => 'choice',
		data: () => 'JSON',
		maths: () => 'formula that can be read',
		number: () => ((form as { unit?: string }).unit ? `number in ${(form as { unit?: string }).unit}` : 'number'),
		field: () => `field ${(form as { path: string }).path}`,
		pattern: () => 'match of the pattern',
	}[form.kind]();
}
