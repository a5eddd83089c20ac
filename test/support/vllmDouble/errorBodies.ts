/** vLLM 0.32's answers to what it does not take, word for word. */
export interface Refusal {
	readonly status: number;
	readonly body: unknown;
}

function refuse(status: number, type: string, message: string, param: string | null): Refusal {
	return { status, body: { error: { message, type, param, code: status } } };
}

export const UNAUTHORIZED: Refusal = { status: 401, body: { error: 'Unauthorized' } };
export const NOT_FOUND: Refusal = { status: 404, body: { detail: 'Not Found' } };
export const METHOD_NOT_ALLOWED: Refusal = { status: 405, body: { detail: 'Method Not Allowed' } };

export const unknownModel = (model: string, served: readonly string[]): Refusal =>
	refuse(404, 'NotFoundError', `The model \`${model}\` does not exist. Valid aliases: ${served.join(', ')}.`, 'model');

/** vLLM names the field behind its sentence, and the value where it has one. */
function refuseField(message: string, param: string, value?: number | string): Refusal {
	return refuse(400, 'BadRequestError', `${message} (parameter=${param}${value === undefined ? '' : `, value=${value}`})`, param);
}

/** Python writes whole floats with a zero behind the point. */
const asFloat = (value: number) => (Number.isInteger(value) ? value.toFixed(1) : String(value));

export const emptyMessages = refuse(
	400,
	'BadRequestError',
	'Cannot apply chat template to an empty conversation. Provide at least one message.',
	null,
);

export const grammarError = (problem: string): Refusal => refuse(400, 'BadRequestError', `Grammar error: ${problem}`, null);

export const missingMessages = (fields: number): Refusal =>
	refuse(
		400,
		'Bad Request',
		`1 validation error:\n  {'type': 'missing', 'loc': 'body.messages', 'msg': 'Field required', 'input': '<dict of ${fields} items>'}`,
		'body.messages',
	);

export const brokenJson = (position: number, problem: string): Refusal =>
	refuse(
		400,
		'Bad Request',
		`1 validation error:\n  {'type': 'json_invalid', 'loc': 'body.${position}', 'msg': 'JSON decode error', 'input': '<dict of 0 items>', 'ctx': {'error': '${problem}'}}`,
		`body.${position}`,
	);

export const negativeTemperature = (value: number): Refusal =>
	refuseField(`temperature must be non-negative, got ${asFloat(value)}.`, 'temperature', asFloat(value));

export const topPOutside = (value: number): Refusal =>
	refuseField(`top_p must be in (0, 1], got ${asFloat(value)}.`, 'top_p', asFloat(value));

export const noTokensAsked = (value: number): Refusal => refuseField(`max_tokens must be at least 1, got ${value}.`, 'max_tokens', value);

export const optionsWithoutStream = refuseField('Stream options can only be defined when `stream=True`.', 'stream_options');

export const noTools = refuseField(
	'`tools` must not be an empty array. Either provide at least one tool or omit the field entirely.',
	'tools',
);

export const chosenWithoutTools = refuseField('When using `tool_choice`, `tools` must be set.', 'tool_choice');

export const choiceIsNone = (choice: unknown): Refusal =>
	refuseField(
		`Invalid value for \`tool_choice\`: ${String(choice)}! Only named tools, "none", "auto" or "required" are supported.`,
		'tool_choice',
	);

export const chosenIsMissing = refuseField(
	'The tool specified in `tool_choice` does not match any of the specified `tools`',
	'tool_choice',
);

/** vLLM stops counting one token past its limit. */
export const promptTooLong = (context: number): Refusal =>
	refuseField(
		`This model's maximum context length is ${context} tokens. However, your prompt contains at least ${context + 1} input tokens, which exceeds this limit even without any output tokens. Please reduce the length of the input prompt.`,
		'input_tokens',
		context + 1,
	);

export const maxTokensTooLarge = (maxTokens: number, context: number): Refusal =>
	refuseField(
		`max_tokens=${maxTokens} cannot be greater than max_model_len=${context}. Please request fewer output tokens.`,
		'max_tokens',
		maxTokens,
	);

/** The status is vLLM's (--max-num-queued-reqs); its words were not seen. */
export const overloaded = (queued: number): Refusal =>
	refuse(503, 'Service Unavailable', `The server is overloaded: ${queued} requests are queued.`, null);
