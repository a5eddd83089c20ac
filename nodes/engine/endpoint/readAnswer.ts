import { z } from 'zod/v4';
import { joinContent, pieceSchema, readUsage, usageSchema, type AnswerParts } from './answerParts';
import { FailedAttempt } from './failedAttempt';
import { LogProbabilities, logProbabilitiesSchema } from './logProbabilities';

const toolCallSchema = z.object({
	id: z.string().nullish(),
	function: z.object({ name: z.string(), arguments: z.union([z.string(), z.record(z.string(), z.unknown())]).nullish() }),
});

const answerSchema = z.object({
	model: z.string().nullish(),
	choices: z
		.array(
			z.object({
				message: z.object({ ...pieceSchema, tool_calls: z.array(toolCallSchema).nullish() }),
				logprobs: logProbabilitiesSchema,
				finish_reason: z.string().nullish(),
			}),
		)
		.min(1),
	usage: usageSchema,
});

const errorSchema = z.object({ error: z.union([z.string(), z.object({ message: z.string(), code: z.unknown().optional() })]) });

/**
 * Reads a whole answer.
 *
 * @throws FailedAttempt when it is none: a web page, nothing, half a JSON, JSON of another shape, an error said with success.
 */
export function readAnswer(body: string, askedModel: string): AnswerParts {
	const raw = parseJson(body);
	const parsed = answerSchema.safeParse(raw);
	if (!parsed.success) {
		throwSaidError(raw, body);
		throw new FailedAttempt({ kind: 'nonsense', shape: 'otherJson', body });
	}
	const { choices, usage, model } = parsed.data;
	const { message, logprobs, finish_reason: finishReason } = choices[0]!;
	const logProbabilities = new LogProbabilities();
	logProbabilities.add(logprobs);
	const reasoning = message.reasoning ?? message.reasoning_content ?? '';
	const toolCalls = (message.tool_calls ?? []).map(({ id, function: { name, arguments: words } }, index) => ({
		id: id ?? `call-${index + 1}`,
		name,
		arguments: typeof words === 'string' ? words : JSON.stringify(words ?? {}),
	}));
	return {
		text: joinContent(message.content),
		...(reasoning === '' ? {} : { reasoning }),
		...(toolCalls.length === 0 ? {} : { toolCalls }),
		finishReason: finishReason ?? 'stop',
		...logProbabilities.parts,
		usage: readUsage(usage),
		model: model ?? askedModel,
		raw,
	};
}

/** Proxies say some errors with a 200; so does vLLM in mid-stream. */
export function throwSaidError(raw: unknown, body: string): void {
	const said = errorSchema.safeParse(raw);
	if (!said.success) return;
	const code = typeof said.data.error === 'string' ? undefined : Number(said.data.error.code);
	const status = code !== undefined && code >= 400 && code <= 599 ? code : 500;
	throw new FailedAttempt({ kind: 'refused', status, body });
}

function parseJson(body: string): unknown {
	try {
		return JSON.parse(body);
	} catch {
		const start = body.trimStart();
		const shape = start === '' ? 'empty' : start.startsWith('<') ? 'html' : /^[[{]/.test(start) ? 'brokenJson' : 'notJson';
		throw new FailedAttempt({ kind: 'nonsense', shape, body });
	}
}
