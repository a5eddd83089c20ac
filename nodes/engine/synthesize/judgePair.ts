import type { ChatAnswer, ChatMessage } from '../endpoint/endpoint';
import { isEngineError } from '../errors';
import type { Fence } from '../prompts/fence';
import { betterOfTwoPrompt, judgeSystemPrompt } from '../prompts/synthesis';

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
export async function judgePair(pair: Pair, ask: (messages: readonly ChatMessage[]) => Promise<ChatAnswer>): Promise<Judgement> {
	const { result, best } = pair;
	const [resultFirst, bestFirst] = await Promise.all([askOneOrder(pair, result, best, ask), askOneOrder(pair, best, result, ask)]);
	const trouble = resultFirst.trouble ?? bestFirst.trouble;
	const named = { A: 'result', B: 'best' } as const;
	const swapped = { A: 'best', B: 'result' } as const;
	return {
		opinions: [resultFirst.letter === undefined ? 'none' : named[resultFirst.letter], bestFirst.letter === undefined ? 'none' : swapped[bestFirst.letter]],
		...(trouble === undefined ? {} : { trouble }),
	};
}

type Letter = 'A' | 'B';

async function askOneOrder(pair: Pair, answerA: string, answerB: string, ask: (messages: readonly ChatMessage[]) => Promise<ChatAnswer>): Promise<{ letter?: Letter; trouble?: string }> {
	try {
		const answer = await ask([
			{ role: 'system', content: judgeSystemPrompt(pair.fence) },
			{ role: 'user', content: betterOfTwoPrompt(pair.task, answerA, answerB, pair.fence) },
		]);
		const letter = readLetter(answer.text);
		return letter === undefined ? {} : { letter };
	} catch (error) {
		if (isEngineError(error)) return { trouble: error.message };
		throw error;
	}
}

function readLetter(text: string): Letter | undefined {
	const last = [...text.matchAll(/BETTER\W{0,6}(A|B|NEITHER)\b/gi)].at(-1)?.[1] ?? /^\W*(A|B)\W*$/i.exec(text)?.[1];
	const letter = last?.toUpperCase();
	return letter === 'A' || letter === 'B' ? letter : undefined;
}
