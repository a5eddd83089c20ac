import { describe, expect, it } from 'vitest';
import { readFailure } from '../../../../nodes/shared/chatModel/readFailure';

/** What packages of LangChain throw, and the clients below them, in their own shapes. */
const thrown: ReadonlyArray<readonly [string, unknown, object]> = [
	[
		'OpenAI',
		Object.assign(new Error('429 Rate limit reached'), {
			status: 429,
			headers: new Headers({ 'retry-after': '2' }),
			error: { message: 'Rate limit reached', code: 'rate_limit_exceeded' },
		}),
		{ kind: 'refused', status: 429, waitMs: 2000, body: expect.stringContaining('rate_limit_exceeded') },
	],
	[
		'OpenAI inside of what n8n makes of it',
		Object.assign(new Error('OpenAI: Rate limit reached'), {
			httpCode: null,
			cause: Object.assign(new Error('rate'), { cause: Object.assign(new Error('429'), { status: 429, error: { message: 'Slow down' } }) }),
		}),
		{ kind: 'refused', status: 429, body: expect.stringContaining('Slow down') },
	],
	[
		'Anthropic',
		Object.assign(new Error('529'), { status: 529, error: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } } }),
		{ kind: 'refused', status: 529, body: expect.stringContaining('overloaded_error') },
	],
	[
		'Ollama',
		Object.assign(new Error('model "x" not found'), { status_code: 404, name: 'ResponseError' }),
		{ kind: 'refused', status: 404, body: expect.stringContaining('not found') },
	],
	[
		'Mistral',
		Object.assign(new Error('API error'), { statusCode: 401, body: '{"detail":"Unauthorized"}' }),
		{ kind: 'refused', status: 401, body: '{"detail":"Unauthorized"}' },
	],
	[
		'Google',
		Object.assign(new Error('[403] forbidden'), { response: { status: 403, data: { error: { message: 'No access' } } } }),
		{ kind: 'refused', status: 403, body: expect.stringContaining('No access') },
	],
	[
		'Bedrock',
		Object.assign(new Error('Too many requests'), { name: 'ThrottlingException', $metadata: { httpStatusCode: 429 } }),
		{ kind: 'refused', status: 429 },
	],
	[
		'a prompt that is too long, whose status LangChain drops',
		Object.assign(new Error('maximum context length is 8192 tokens'), { name: 'ContextOverflowError' }),
		{ kind: 'refused', status: 400, body: expect.stringContaining('8192') },
	],
];

describe('an error of a chat model', () => {
	it.each(thrown)('is read as its provider said it: %s', (_, error, expected) => {
		expect(readFailure(error)).toMatchObject(expected);
	});

	it('is a broken connection where a cause has its code', () => {
		const refused = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' });
		const error = new Error('Connection error.', { cause: new TypeError('fetch failed', { cause: refused }) });
		expect(readFailure(error)).toEqual({ kind: 'unanswered', error: refused, reused: false });
	});

	it('loses the address of a page that LangChain adds', () => {
		const error = new Error('Bad key\n\nTroubleshooting URL: https://docs.langchain.com/x');
		expect(readFailure(Object.assign(error, { lc_error_code: 'MODEL_AUTHENTICATION' }))).toMatchObject({
			status: 401,
			body: expect.not.stringContaining('langchain'),
		});
	});

	it('of no known kind is not taken for one that passes', () => {
		expect(readFailure(new Error('Something else'))).toMatchObject({ kind: 'refused', status: 500, isInsideSuccess: true });
	});

	it('may be its own cause', () => {
		const error = new Error('Round');
		error.cause = error;
		expect(readFailure(error)).toMatchObject({ kind: 'refused' });
	});
});
