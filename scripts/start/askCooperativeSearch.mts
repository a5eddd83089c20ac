import { z } from 'zod/v4';
import type { AskOptions } from './askTemplate.mts';
import { askWebhook } from './askWebhook.mts';
import { receiptShape } from './receipt.mts';

const answerShape = z.object({
	answer: z.string(),
	outcome: z.string(),
	reason: z.string(),
	citations: z
		.object({
			findings: z.number(),
			kept: z.number(),
			dropped: z.array(z.object({ finding: z.string(), reason: z.string() })),
			doubted: z.array(z.object({ finding: z.string(), doubt: z.string() })),
			uncited: z.array(z.string()),
			references: z.array(z.object({ number: z.number(), finding: z.string(), quote: z.string(), address: z.string().nullish() })),
		})
		.nullable(),
	withoutSource: z.boolean(),
	dissent: z.array(z.object({ says: z.string() })),
	findings: z.array(
		z.object({ id: z.string(), claim: z.string(), quote: z.string(), source: z.string(), clone: z.number(), round: z.number() }),
	),
	clones: z.array(
		z.object({
			clone: z.number(),
			role: z.string(),
			text: z.string(),
			tools: z.array(z.object({ step: z.number(), name: z.string(), asked: z.string(), outcome: z.string(), trouble: z.string() })),
			tokens: z.number().nullable(),
			sources: z.number(),
			withoutSource: z.boolean().default(false),
			durationMs: z.number(),
		}),
	),
	remembered: z.union([z.object({ id: z.string(), outcome: z.string(), count: z.number() }), z.object({ error: z.string() })]).nullable(),
	receipt: receiptShape.extend({ rounds: z.array(z.object({ round: z.number(), newFindings: z.number(), answered: z.number() })) }),
});

export type CooperativeSearchAnswer = z.infer<typeof answerShape>;

/**
 * Calls the webhook of the cooperative search template with one question.
 *
 * @throws SetupError with what n8n said when it answers in any other shape.
 */
export async function askCooperativeSearch(
	webhook: string,
	question: string,
	{ maxTokens, toolSteps, namespace, signal }: AskOptions = {},
): Promise<CooperativeSearchAnswer> {
	return await askWebhook(webhook, question, { question, maxTokens, toolSteps, test: namespace }, answerShape, signal);
}
