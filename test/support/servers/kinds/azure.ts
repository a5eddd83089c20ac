import { asCalls, randomId } from '../callShapes.ts';
import { event, openAiError } from '../errorShapes.ts';
import type { ChatBody, Refusal, ServerKind } from '../serverKind.ts';

const azureError = (status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Refusal => ({
	status,
	headers,
	body: { error: { code, message } },
});

const unsupported = (field: string, message: string, code = 'unsupported_parameter') => openAiError(400, message, { param: field, code });

const card = (id: string, chat: boolean) => ({
	id,
	object: 'model',
	status: 'succeeded',
	capabilities: { chat_completion: chat, inference: true },
});

/**
 * Azure OpenAI before a model of the GPT-5 family: it thinks and never shows it, takes neither `max_tokens` (lobehub#5909) nor a temperature, and holds schemas to its strict form; its streams begin with a piece without
 * choices (mentat#429) and have one without a delta (autogen#6465). Its list names everything that could be deployed.
 */
export const azure: ServerKind = {
	name: 'Azure OpenAI',
	model: 'gpt-5-mini',
	models: {
		object: 'list',
		data: [card('dall-e-3-3.0', false), card('text-embedding-3-small', false), card('whisper-001', false), card('gpt-5-mini', true)],
	},
	contextTokens: 4096,
	base: '/openai/v1?api-version=preview',
	calls: asCalls({ id: () => `call_${randomId(24)}`, inPieces: true }),
	stream: {
		first: [
			{ choices: [], prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }] },
			{ role: 'assistant', content: '', refusal: null },
		],
	},
	refuses: [
		{
			field: 'max_tokens',
			refuses: (body) =>
				body['max_tokens'] === undefined
					? undefined
					: unsupported(
							'max_tokens',
							"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
						),
		},
		{
			field: 'temperature',
			refuses: (body) =>
				body['temperature'] === undefined || body['temperature'] === 1
					? undefined
					: unsupported(
							'temperature',
							`Unsupported value: 'temperature' does not support ${String(body['temperature'])} with this model. Only the default (1) value is supported.`,
							'unsupported_value',
						),
		},
		{ field: 'response_format', refuses: refuseOpenSchema },
	],
	errors: {
		wrongKey: azureError(
			401,
			'401',
			'Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid key for an active subscription and use a correct regional API endpoint for your resource.',
		),
		unknownModel: () =>
			azureError(
				404,
				'DeploymentNotFound',
				'The API deployment for this resource does not exist. If you created the deployment within the last 5 minutes, please wait a moment and try again.',
			),
		tooLong: (prompt, context) =>
			openAiError(
				400,
				`Input tokens exceed the configured limit of ${context} tokens. Your messages resulted in ${prompt} tokens. Please reduce the length of the messages.`,
				{ param: 'messages', code: 'context_length_exceeded' },
			),
		overloaded: {
			tellsWait: 'milliseconds',
			refusal: (waitMs) =>
				azureError(
					429,
					'429',
					`Requests to the ChatCompletions_Create Operation under Azure OpenAI API version 2024-10-21 have exceeded token rate limit of your current OpenAI S0 pricing tier. Please retry after ${Math.ceil(waitMs / 1_000)} seconds.`,
					{ 'retry-after': String(Math.ceil(waitMs / 1_000)), 'retry-after-ms': String(waitMs) },
				),
		},
		inStream: event({
			error: { message: 'The server had an error processing your request.', type: 'server_error', param: null, code: null },
		}),
		inStreamWords: 'The server had an error processing your request',
	},
};

function refuseOpenSchema(body: ChatBody): Refusal | undefined {
	const format = body['response_format'] as
		{ readonly json_schema?: { readonly strict?: boolean; readonly schema?: { readonly additionalProperties?: unknown } } } | undefined;
	if (format?.json_schema?.strict !== true || format.json_schema.schema?.additionalProperties === false) return undefined;
	return openAiError(
		400,
		"Invalid schema for response_format 'answer': In context=(), 'additionalProperties' is required to be supplied and to be false.",
		{ param: 'response_format' },
	);
}
