import { z } from 'zod/v4';
import type { AskOptions } from './askTemplate.mts';
import { askWebhook } from './askWebhook.mts';
import { receiptShape } from './receipt.mts';

const cachedShape = z.object({ fromCache: z.literal(true), answer: z.string(), savedAt: z.string() });

const writtenShape = z.object({
	fromCache: z.literal(false),
	answer: z.string(),
	recalled: z.array(z.object({ id: z.string(), text: z.string(), trust: z.string(), rank: z.number() })),
	clones: z.array(
		z.object({
			clone: z.number(),
			approach: z.string(),
			text: z.string(),
			reason: z.string(),
			tokens: z.number().nullish(),
			durationMs: z.number().nullish(),
		}),
	),
	synthesis: z.object({ outcome: z.string(), reason: z.string(), receipt: z.object({ requests: z.number() }) }),
	remembered: z.union([z.object({ id: z.string(), outcome: z.string(), count: z.number() }), z.object({ error: z.string() })]).nullable(),
	saved: z.boolean(),
	savedBecause: z.string(),
	receipt: receiptShape,
});

const answerShape = z.discriminatedUnion('fromCache', [cachedShape, writtenShape]);

export type MemoryGatewayAnswer = z.infer<typeof answerShape>;

/**
 * Calls the webhook of the memory gateway template with one question.
 *
 * @throws SetupError with what n8n said when it answers in any other shape.
 */
export async function askMemoryGateway(
	webhook: string,
	question: string,
	{ maxTokens, namespace, signal }: AskOptions = {},
): Promise<MemoryGatewayAnswer> {
	return await askWebhook(webhook, question, { question, maxTokens, test: namespace }, answerShape, signal);
}
