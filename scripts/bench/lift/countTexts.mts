import { f1 } from '../selection/pickText.mts';
import { toCandidates, type LiftEngine } from './engine.mts';
import { bootstrap, type Interval } from './intervals.mts';
import type { Question } from './questionSets.mts';
import type { KeptQuestion } from './resultsFile.mts';

/** How much of the wanted words is in the answers, as F1, over the questions. */
export interface TextsCount {
	readonly questions: number;
	readonly one: Interval;
	readonly byConsensus: Interval;
	/** Where the model was asked; where it found none best, the first answer counts. */
	readonly byJudge?: Interval;
	readonly best: Interval;
}

const signal = new AbortController().signal;
const noTools = {
	openSandbox: async () => await Promise.reject(new Error('Words are compared, no code is run.')),
	extractCode: () => undefined,
};

export async function countTexts(
	{ scorers }: Pick<LiftEngine, 'scorers'>,
	questions: readonly Question[],
	kept: readonly KeptQuestion[],
): Promise<TextsCount> {
	const settings = { compareBy: 'words', embeddingModel: '', comparingModel: '', minimumLikeness: 0 } as const;
	const consensus = scorers.createScorer('consensus', settings, noTools);
	const counted = await Promise.all(
		kept.map(async ({ id, answers, judged }) => {
			const question = questions.find((each) => each.id === id);
			const worth = answers.map(({ text }) => Math.max(0, ...(question?.golds ?? []).map((gold) => f1(text, gold))));
			const { opinions } = await consensus.assess(toCandidates(question?.task ?? '', answers), signal);
			return {
				one: worth.reduce((sum, each) => sum + each, 0) / Math.max(1, worth.length),
				byConsensus: worth[opinions.findIndex(({ accepted }) => accepted)] ?? worth[0] ?? 0,
				byJudge: judged === undefined ? undefined : (worth[judged] ?? worth[0] ?? 0),
				best: Math.max(0, ...worth),
			};
		}),
	);
	const judged = counted.flatMap(({ byJudge }) => byJudge ?? []);
	return {
		questions: counted.length,
		one: bootstrap(counted.map(({ one }) => one)),
		byConsensus: bootstrap(counted.map(({ byConsensus }) => byConsensus)),
		...(judged.length === counted.length && judged.length > 0 ? { byJudge: bootstrap(judged) } : {}),
		best: bootstrap(counted.map(({ best }) => best)),
	};
}
