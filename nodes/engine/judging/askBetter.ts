import type { ChatAnswer, ChatMessage } from '../endpoint/endpoint';
import { isEngineError } from '../errors';
import type { Fence } from '../prompts/fence';
import { betterOfTwoPrompt, judgeSystemPrompt } from '../prompts/synthesis';
import { readVerdict } from './readVerdict';

export type Letter = 'A' | 'B';

/** Which of two answers a model finds better, as they were shown: no letter where it finds neither, does not say, or could not be asked, which `trouble` then tells. */
export interface BetterOfTwo {
	readonly letter?: Letter;
	readonly trouble?: string;
	readonly answer?: ChatAnswer;
}

/**
 * Asks once which of two answers to a task is better.
 *
 * @throws whatever else than an engine's error `ask` throws, an abort among it.
 */
export async function askBetter(
	{
		task,
		answerA,
		answerB,
		rubric,
		fence,
	}: { readonly task: string; readonly answerA: string; readonly answerB: string; readonly rubric?: string; readonly fence: Fence },
	ask: (messages: readonly ChatMessage[]) => Promise<ChatAnswer>,
): Promise<BetterOfTwo> {
	try {
		const answer = await ask([
			{ role: 'system', content: judgeSystemPrompt(fence) },
			{ role: 'user', content: betterOfTwoPrompt(task, answerA, answerB, fence, rubric) },
		]);
		const verdict = readVerdict(answer.text);
		return { answer, ...(verdict === 'A' || verdict === 'B' ? { letter: verdict } : {}) };
	} catch (error) {
		if (isEngineError(error)) return { trouble: error.message };
		throw error;
	}
}
