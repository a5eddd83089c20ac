import { askBetter, type Ask } from '../judging/askBetter';
import type { Fence } from '../prompts/fence';

/** Which one a model finds better, `none` where it does not say or could not be asked. */
export type Opinion = 'result' | 'best' | 'none';

/** The opinion with the result shown first, and the one with the best candidate shown first. */
export interface Judgement {
	readonly opinions: readonly [Opinion, Opinion];
	/** Why an opinion is missing, where asking for it went wrong. */
	readonly trouble?: string;
}

export interface Pair {
	readonly task: string;
	readonly result: string;
	readonly best: string;
	readonly fence: Fence;
}

/**
 * Asks in both orders at once which of two answers is better.
 *
 * A call that the model server lets down counts as no opinion, and the judgement says why.
 *
 * @throws whatever else `ask` throws, an abort among it.
 */
export async function judgePair(pair: Pair, ask: Ask): Promise<Judgement> {
	const { result, best } = pair;
	const { task, fence } = pair;
	const [resultFirst, bestFirst] = await Promise.all([
		askBetter({ task, fence, answerA: result, answerB: best }, ask),
		askBetter({ task, fence, answerA: best, answerB: result }, ask),
	]);
	const trouble = resultFirst.trouble ?? bestFirst.trouble;
	const named = { A: 'result', B: 'best' } as const;
	const swapped = { A: 'best', B: 'result' } as const;
	return {
		opinions: [
			resultFirst.letter === undefined ? 'none' : named[resultFirst.letter],
			bestFirst.letter === undefined ? 'none' : swapped[bestFirst.letter],
		],
		...(trouble === undefined ? {} : { trouble }),
	};
}
