import { Agent, request } from 'undici';
import { z } from 'zod/v4';
import { SetupError } from '../shared/setupError.mts';

/** One task for five clones, with the tests that tell good code from bad. */
export interface CodeTask {
	readonly name: string;
	readonly task: string;
	readonly language: string;
	readonly tests: string;
}

const variation = z.object({
	clone: z.number(),
	approach: z.string(),
	code: z.string().nullish(),
	reason: z.string().nullish(),
	tokens: z.number().nullish(),
	durationMs: z.number().nullish(),
});

const answerShape = z.object({
	best: variation.nullable(),
	others: z.array(variation),
	receipt: z.object({
		asked: z.number(),
		answered: z.number(),
		missing: z.array(z.object({ clone: z.number(), reason: z.string(), advice: z.string().nullish() })),
		stoppedBecause: z.string(),
		wallMs: z.number(),
		clonesMs: z.number(),
		speedup: z.number().nullish(),
		savedMs: z.number().nullish(),
		tokens: z.object({ prompt: z.number(), completion: z.number(), cached: z.number() }),
		requests: z.number(),
		retries: z.number(),
		models: z.array(z.string()),
	}),
});

/** What the template answers when it cannot: the node's own words. */
const failureShape = z.object({ error: z.string(), advice: z.string().nullish() });
const seeExecutions = 'Its execution is in the editor under Executions, with the node that stopped marked red.';

export type Variation = z.infer<typeof variation>;
export type TemplateAnswer = z.infer<typeof answerShape>;

export interface AskOptions {
	/** The longest answer a clone may write. */
	readonly maxTokens?: number;
	readonly signal?: AbortSignal;
}

// Node's own fetch gives up after five minutes without an answer; a small model on a busy machine may need longer.
const patient = new Agent({ headersTimeout: 30 * 60_000, bodyTimeout: 30 * 60_000 });

/**
 * Calls the webhook of the code variations template with one task.
 *
 * @throws SetupError with what n8n said when it answers with anything but variations and a receipt.
 */
export async function askTemplate(webhook: string, task: CodeTask, { maxTokens, signal }: AskOptions = {}): Promise<TemplateAnswer> {
	const { task: words, language, tests } = task;
	const response = await request(webhook, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ task: words, language, tests, maxTokens }),
		dispatcher: patient,
		...(signal && { signal }),
	});
	const text = await response.body.text();
	const isAnswered = response.statusCode === 200;
	const shape = answerShape.safeParse(parse(text));
	if (isAnswered && shape.success) return shape.data;
	const told = failureShape.safeParse(parse(text));
	if (told.success) throw new SetupError(`n8n could not answer "${task.name}": ${told.data.error}`, told.data.advice || seeExecutions);
	const said = `${text.trim().slice(0, 600)}${isAnswered && !shape.success ? `\n${z.prettifyError(shape.error)}` : ''}`;
	throw new SetupError(
		`The template answered "${task.name}" with status ${response.statusCode} and no variations: ${said}`,
		seeExecutions,
	);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
