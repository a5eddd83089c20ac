/** A request that is answered with an error. `body` is what vLLM 0.32 sends in the same case, word for word. */
export class RequestError extends Error {
	readonly status: number;
	readonly body: unknown;

	constructor(status: number, body: unknown, message: string) {
		super(message);
		this.name = 'RequestError';
		this.status = status;
		this.body = body;
	}
}

function vllmError(status: number, type: string, message: string, param: string | null): RequestError {
	return new RequestError(status, { error: { message, type, param, code: status } }, message);
}

export function badRequest(message: string): RequestError {
	return vllmError(400, 'BadRequestError', message, null);
}

/** A field whose value will not do. vLLM repeats field and value in brackets at the end of its message. */
export function badField(message: string, param: string, value?: number | string): RequestError {
	const shown = value === undefined ? '' : `, value=${value}`;
	return vllmError(400, 'BadRequestError', `${message} (parameter=${param}${shown})`, param);
}

/**
 * A body that is not of the right shape at all. vLLM names this type by its HTTP phrase, with a space, and quotes
 * its schema library: one such entry here, where it may have several.
 */
export function malformedBody(path: string, type: string, says: string, input: unknown): RequestError {
	const message = `1 validation error:\n  {'type': '${type}', 'loc': '${path}', 'msg': '${says}', 'input': '${describe(input)}'}`;
	return vllmError(400, 'Bad Request', message, path);
}

function describe(input: unknown): string {
	if (input === null || input === undefined) return 'None';
	if (Array.isArray(input)) return `<list of ${input.length} items>`;
	if (typeof input === 'object') return `<dict of ${Object.keys(input).length} items>`;
	return String(input).slice(0, 200);
}

export function unknownModel(asked: string, served: string): RequestError {
	return vllmError(404, 'NotFoundError', `The model \`${asked}\` does not exist. Valid aliases: ${served}.`, 'model');
}

/** The one error whose `error` is a plain string. */
export function unauthorized(): RequestError {
	return new RequestError(401, { error: 'Unauthorized' }, 'Unauthorized');
}

/** FastAPI's own shape, not the error object. */
export function unknownPath(): RequestError {
	return new RequestError(404, { detail: 'Not Found' }, 'Not Found');
}

export function wrongMethod(): RequestError {
	return new RequestError(405, { detail: 'Method Not Allowed' }, 'Method Not Allowed');
}

export function internalError(message: string): RequestError {
	return vllmError(500, 'InternalServerError', message, null);
}

/** vLLM stops counting one token over the limit, so the prompt is "at least" that long. */
export function promptTooLong(maxModelLen: number): RequestError {
	return badField(
		`This model's maximum context length is ${maxModelLen} tokens. However, your prompt contains at least ` +
			`${maxModelLen + 1} input tokens, which exceeds this limit even without any output tokens. ` +
			'Please reduce the length of the input prompt.',
		'input_tokens',
		maxModelLen + 1,
	);
}

export function answerTooLong(field: string, maxTokens: number, maxModelLen: number): RequestError {
	return badField(
		`${field}=${maxTokens} cannot be greater than max_model_len=${maxModelLen}. Please request fewer output tokens.`,
		field,
		maxTokens,
	);
}
