import { asCalls, randomId } from '../callShapes.ts';
import { event } from '../errorShapes.ts';
import type { ChatBody, Message, Refusal, ServerKind } from '../serverKind.ts';
import { inParts } from '../thinkingShapes.ts';

const refusal = (status: number, message: unknown, type: string, code: string | null): Refusal => ({
	status,
	body: { object: 'error', message, type, param: null, code },
});

const forbidden = (loc: readonly (string | number)[], input: unknown): Refusal =>
	refusal(422, { detail: [{ type: 'extra_forbidden', loc, msg: 'Extra inputs are not permitted', input }] }, 'invalid_request_error', null);

/** Mistral's own API with Magistral: every field that it does not know is refused, by pydantic (anon-kode#53 for stream options, crush#1590 for reasoning that comes back, eca#231), and usage is told without being asked for. */
export const mistral: ServerKind = {
	name: 'Mistral',
	model: 'magistral-small-latest',
	models: {
		object: 'list',
		data: [
			{ id: 'mistral-embed', object: 'model', capabilities: { completion_chat: false }, max_context_length: 8192, type: 'base' },
			{ id: 'magistral-small-latest', object: 'model', capabilities: { completion_chat: true }, max_context_length: 4096, type: 'base' },
		],
	},
	contextTokens: 4096,
	thinking: inParts,
	calls: asCalls({ id: () => randomId(9), content: '' }),
	usage: 'always',
	refuses: [
		...['seed', 'logprobs', 'max_completion_tokens'].map((field) => ({
			field,
			refuses: (body: ChatBody) => (body[field] === undefined ? undefined : forbidden(['body', field], body[field])),
		})),
		{
			field: 'stream_options',
			refuses: (body) => (body['stream_options'] === undefined ? undefined : forbidden(['body', 'stream_options', 'include_usage'], true)),
		},
	],
	checkHistory,
	errors: {
		wrongKey: { status: 401, body: { detail: 'Unauthorized' } },
		unknownModel: (asked) => refusal(400, `Invalid model: ${asked}`, 'invalid_model', '1500'),
		tooLong: (prompt, context) =>
			refusal(
				400,
				`Prompt contains ${prompt} tokens and 0 draft tokens, too large for model with ${context} maximum context length`,
				'invalid_request_prompt',
				'3051',
			),
		overloaded: { tellsWait: false, refusal: () => refusal(429, 'Rate limit exceeded', 'rate_limited', '1300') },
		inStream: event({ object: 'error', message: 'Service unavailable.', type: 'internal_server_error', param: null, code: '1000' }),
		inStreamWords: 'Service unavailable',
	},
};

function checkHistory(messages: readonly Message[]): Refusal | undefined {
	for (const [at, { role, reasoning_content: reasoning, tool_call_id: id }] of messages.entries()) {
		if (reasoning !== undefined) return forbidden(['body', 'messages', at, role, 'reasoning_content'], reasoning);
		if (role !== 'tool' || /^[a-zA-Z0-9]{9}$/.test(String(id))) continue;
		const message = `Tool call id was ${String(id)} but must be a-z, A-Z, 0-9, with a length of 9.`;
		return refusal(400, message, 'invalid_function_call', '3280');
	}
	return undefined;
}
