import type { ChatAnswer } from '../../endpoint/endpoint';
import { isEngineError } from '../../errors';
import type { Ask } from '../../judging/askBetter';
import { draftExamplesPrompt, draftExamplesSystemPrompt } from '../../prompts/draftExamples';
import type { Fence } from '../../prompts/fence';
import { readExamples, type Example } from './readExamples';

/** Asks the model that drafts. */
export type AskDrafter = Ask;

export interface Drafted {
	readonly examples: readonly Example[];
	readonly answer?: ChatAnswer;
	/** Why there are none, in a sentence. */
	readonly trouble?: string;
}

/**
 * Has a model draft calls of a function with what each should give, as in CodeT (Chen et al., 2022).
 *
 * What they should give is a guess of the model's. Lines that are no such call are left out, and so is what `known` has already.
 *
 * @throws whatever else than an engine's error `ask` throws, an abort among it.
 */
export async function draftExamples(
	task: string,
	functionName: string,
	count: number,
	known: readonly Example[],
	fence: Fence,
	ask: AskDrafter,
): Promise<Drafted> {
	try {
		const answer = await ask([
			{ role: 'system', content: draftExamplesSystemPrompt(fence) },
			{ role: 'user', content: draftExamplesPrompt(task, functionName, count, fence) },
		]);
		const before = new Set(known.map(({ input }) => JSON.stringify(input)));
		const examples = readExamples(answer.text, [functionName]).filter(
			({ input, expected }) => expected !== undefined && !before.has(JSON.stringify(input)),
		);
		return examples.length === 0
			? { examples, answer, trouble: `The model drafted no call of ${functionName} that could be read` }
			: { examples: examples.slice(0, count), answer };
	} catch (error) {
		if (isEngineError(error)) return { examples: [], trouble: `No tests could be drafted: ${error.message}` };
		throw error;
	}
}
