import { describe, expect, it } from 'vitest';
import { readChatRequest } from '../../../scripts/embedded-model/readChatRequest.mts';
import { RequestError } from '../../../scripts/embedded-model/requestError.mts';

const served = { id: 'small', maxModelLen: 100 };
const messages = [{ role: 'user', content: 'Hello' }];

function refusal(body: unknown): RequestError {
	try {
		readChatRequest(body, served);
	} catch (error) {
		if (error instanceof RequestError) return error;
	}
	throw new Error('It was expected to be refused');
}

describe('readChatRequest', () => {
	it('fills in what is taken when nothing is said', () => {
		expect(readChatRequest({ messages }, served)).toEqual({
			messages,
			temperature: 1,
			topP: 0.95,
			topK: 40,
			minP: 0,
			stop: [],
			ignoreEos: false,
			stream: false,
			includeUsage: false,
		});
	});

	it('ignores fields that it does not know', () => {
		expect(() => readChatRequest({ messages, guided_choice: ['a'], frobnicate: 1 }, served)).not.toThrow();
	});

	it('joins the text parts of a message and takes no content as empty', () => {
		const parts = [
			{ type: 'text', text: 'a' },
			{ type: 'text', text: 'b' },
		];
		const read = readChatRequest(
			{
				messages: [
					{ role: 'user', content: parts },
					{ role: 'assistant', content: null },
				],
			},
			served,
		);
		expect(read.messages).toEqual([
			{ role: 'user', content: 'a\nb' },
			{ role: 'assistant', content: '' },
		]);
	});

	it('prefers max_completion_tokens to max_tokens', () => {
		expect(readChatRequest({ messages, max_tokens: 7, max_completion_tokens: 9 }, served).maxTokens).toBe(9);
	});

	it('takes the schema out of a response format, and any object for json_object', () => {
		const schema = { type: 'object', properties: { a: { type: 'string' } } };
		const asked = { type: 'json_schema', json_schema: { name: 'x', schema } };
		expect(readChatRequest({ messages, response_format: asked }, served).jsonSchema).toEqual(schema);
		expect(readChatRequest({ messages, response_format: { type: 'json_object' } }, served).jsonSchema).toBe('any');
	});

	it.each([
		[{ messages, model: 'nope' }, 404, 'model', 'The model `nope` does not exist. Valid aliases: small.'],
		[{ messages, temperature: -1 }, 400, 'temperature', 'temperature must be non-negative, got -1.0. (parameter=temperature, value=-1.0)'],
		[{ messages, temperature: 3 }, 400, 'temperature', 'temperature must be in [0, 2], got 3.0. (parameter=temperature, value=3.0)'],
		[{ messages, top_p: 0 }, 400, 'top_p', 'top_p must be in (0, 1], got 0.0. (parameter=top_p, value=0.0)'],
		[{ messages, max_tokens: 0 }, 400, 'max_tokens', 'max_tokens must be at least 1, got 0. (parameter=max_tokens, value=0)'],
		[
			{ messages, max_tokens: 101 },
			400,
			'max_tokens',
			'max_tokens=101 cannot be greater than max_model_len=100. Please request fewer output tokens. (parameter=max_tokens, value=101)',
		],
		[{ messages, n: 2 }, 400, null, 'n must be 1 on this server, got 2: it gives one answer a request.'],
		[
			{ messages, stream_options: { include_usage: true } },
			400,
			'stream_options',
			'Stream options can only be defined when `stream=True`. (parameter=stream_options)',
		],
		[
			{
				messages,
				response_format: { type: 'json_schema', json_schema: { name: 'x', schema: { type: 'array', items: { type: 'objekt' } } } },
			},
			400,
			null,
			'Grammar error: Invalid type: objekt',
		],
	])('refuses %j as vLLM does', (body, status, param, message) => {
		const error = refusal(body);
		expect(error.status).toBe(status);
		expect(error.body).toMatchObject({ error: { message, param, code: status } });
	});

	it.each([[{}], [{ messages: 'hello' }], [null], [[]]])('calls %j a bad request', (body) => {
		expect(refusal(body).body).toMatchObject({ error: { type: 'Bad Request', code: 400 } });
	});

	it('refuses an empty list of messages', () => {
		expect(refusal({ messages: [] }).body).toMatchObject({ error: { type: 'BadRequestError', param: null } });
	});
});
