import { Agent, request } from 'undici';
import { z } from 'zod/v4';
import { SetupError } from '../shared/setupError.mts';

/** What a template answers when it cannot: the node's own words. */
const failureShape = z.object({ error: z.string(), advice: z.string().nullish() });
const seeExecutions = 'Its execution is in the editor under Executions, with the node that stopped marked red.';

// Node's own fetch gives up after five minutes without an answer; a small model on a busy machine may need longer.
const patient = new Agent({ headersTimeout: 30 * 60_000, bodyTimeout: 30 * 60_000 });

/**
 * Calls the webhook of a template; `name` says in sentences what was asked.
 *
 * @throws SetupError with what n8n said when it answers in any other shape.
 */
export async function askWebhook<Shape extends z.ZodType>(
	webhook: string,
	name: string,
	body: object,
	shape: Shape,
	signal?: AbortSignal,
): Promise<z.output<Shape>> {
	const response = await request(webhook, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
		dispatcher: patient,
		...(signal && { signal }),
	});
	const text = await response.body.text();
	const isAnswered = response.statusCode === 200;
	const answer = shape.safeParse(parse(text));
	if (isAnswered && answer.success) return answer.data;
	const told = failureShape.safeParse(parse(text));
	if (told.success) throw new SetupError(`n8n could not answer "${name}": ${told.data.error}`, told.data.advice || seeExecutions);
	const said = `${text.trim().slice(0, 600)}${isAnswered && !answer.success ? `\n${z.prettifyError(answer.error)}` : ''}`;
	throw new SetupError(
		`The template answered "${name}" with status ${response.statusCode} in another form than it should: ${said}`,
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
