import type { ChatAnswer, ChatMessage } from '../endpoint/endpoint';
import { isEngineError } from '../errors';
import type { Fence } from '../prompts/fence';
import { betterOfTwoPrompt, judgeSystemPrompt } from '../prompts/synthesis';
import { readJudgement, verdictSchema } from './readJudgement';

/** Asks a model; the answer should fit the schema, and a server may not heed it. */
export type Ask = (messages: readonly ChatMessage[], jsonSchema?: Readonly<Record<string, unknown>>) => Promise<ChatAnswer>;

export type Letter = 'A' | 'B';

/** Which of two answers a model finds better, as they were shown: no letter where it finds neither, does not say, or could not be asked, which `trouble` then tells. */
export interface BetterOfTwo {
	readonly letter?: Letter;
	readonly trouble?: string;
	readonly answer?: ChatAnswer;
}

/**
 * Asks once which of two answers to a task is better: by a structured answer, its reason first, where the server takes one.
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
	ask: Ask,
): Promise<BetterOfTwo> {
	try {
		const messages = [
			{ role: 'system', content: judgeSystemPrompt(fence) },
			{ role: 'user', content: betterOfTwoPrompt(task, answerA, answerB, fence, rubric) },
		] as const;
		const answer = await ask(messages, verdictSchema);
		const verdict = readJudgement(answer.text);
		return { answer, ...(verdict === 'A' || verdict === 'B' ? { letter: verdict } : {}) };
	} catch (error) {
		if (isEngineError(error)) return { trouble: error.message };
		throw error;
	}
}
