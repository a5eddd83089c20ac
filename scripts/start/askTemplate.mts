import { z } from 'zod/v4';
import { askWebhook } from './askWebhook.mts';
import { receiptShape } from './receipt.mts';

/** One task for five clones, with the tests that tell good code from bad; without any, the clones' agreement tells. */
export interface CodeTask {
	readonly name: string;
	readonly task: string;
	readonly language: string;
	readonly tests?: string;
}

const variation = z.object({
	clone: z.number(),
	approach: z.string(),
	code: z.string().nullish(),
	reason: z.string().nullish(),
	tokens: z.number().nullish(),
	durationMs: z.number().nullish(),
});

/** The sentence says what picking was worth; the share of a random pick is there where tests tell. */
const evaluationShape = z.object({ summary: z.string().nullish() });

const answerShape = z.object({
	best: variation.nullable(),
	others: z.array(variation),
	evaluation: evaluationShape,
	receipt: receiptShape,
});

export type Variation = z.infer<typeof variation>;
export type TemplateAnswer = z.infer<typeof answerShape>;

export interface AskOptions {
	/** The longest answer a clone may write. */
	readonly maxTokens?: number;
	/** Calls that the model drafts to try code on that comes without tests; the template's own number by default. */
	readonly draftedTests?: number;
	/** How often a clone may look something up in each round of the research. */
	readonly toolSteps?: number;
	/** Names what is remembered and cached in this start, so that nothing comes from an earlier one. */
	readonly namespace?: string;
	readonly signal?: AbortSignal;
}

/**
 * Calls the webhook of the code variations template with one task.
 *
 * @throws SetupError with what n8n said when it answers with anything but variations and a receipt.
 */
export async function askTemplate(
	webhook: string,
	task: CodeTask,
	{ maxTokens, draftedTests, signal }: AskOptions = {},
): Promise<TemplateAnswer> {
	const { name, task: words, language, tests } = task;
	return await askWebhook(webhook, name, { task: words, language, tests, maxTokens, draftedTests }, answerShape, signal);
}
