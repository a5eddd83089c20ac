import { asCalls, randomId } from '../callShapes.ts';
import { event, formatOf, openAiError } from '../errorShapes.ts';
import type { Message, Refusal, ServerKind } from '../serverKind.ts';
import { besideText } from '../thinkingShapes.ts';

const refusal = (status: number, message: string, type = 'invalid_request_error') =>
	openAiError(status, message, { type, code: 'invalid_request_error' });

/** DeepSeek's own API, thinking: comments and blank lines while it waits, no `json_schema` (browser-use/web-ui#65), and calls that come back without their reasoning are refused (deepseek-ai/DeepSeek-V3#1053). */
export const deepSeek: ServerKind = {
	name: 'DeepSeek',
	model: 'deepseek-reasoner',
	models: { object: 'list', data: ['deepseek-reasoner', 'deepseek-chat'].map((id) => ({ id, object: 'model', owned_by: 'deepseek' })) },
	contextTokens: 4096,
	base: '',
	thinking: besideText('reasoning_content'),
	calls: asCalls({ id: (index) => `call_0${index}_${randomId(24)}`, inPieces: true, content: '' }),
	stream: { before: ': keep-alive\n\n: keep-alive\n\n', first: [{ role: 'assistant', content: null, reasoning_content: '' }] },
	beforeJson: '\n\n\n',
	refuses: [
		{
			field: 'response_format',
			refuses: (body) => (formatOf(body) === 'json_schema' ? refusal(400, 'This response_format type is unavailable now') : undefined),
		},
	],
	checkHistory,
	errors: {
		wrongKey: refusal(401, 'Authentication Fails, Your api key: ****rong is invalid', 'authentication_error'),
		unknownModel: () => refusal(400, 'Model Not Exist'),
		tooLong: (prompt, context) =>
			refusal(
				400,
				`This model's maximum context length is ${context} tokens. However, you requested ${prompt + 100} tokens (${prompt} in the messages, 100 in the completion). Please reduce the length of the messages or completion.`,
			),
		overloaded: {
			tellsWait: false,
			refusal: () =>
				refusal(
					503,
					'Service is too busy. We advise users to temporarily switch to alternative LLM API service providers.',
					'service_unavailable_error',
				),
		},
		inStream: event({ error: { message: 'Internal server error, please retry shortly', type: 'server_error', param: null, code: null } }),
		inStreamWords: 'Internal server error, please retry shortly',
	},
};

function checkHistory(messages: readonly Message[]): Refusal | undefined {
	const at = messages.findIndex(({ tool_calls: calls, reasoning_content: reasoning }) => calls !== undefined && !reasoning);
	if (at === -1) return undefined;
	return refusal(
		400,
		`Missing \`reasoning_content\` field in the assistant message at message index ${at}. For more information, please refer to https://api-docs.deepseek.com/guides/thinking_mode#tool-calls`,
	);
}
