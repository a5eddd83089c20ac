import { describe, expect, it, onTestFinished } from 'vitest';
import { createEndpoint, type ChatRequest } from '../../../../nodes/engine/endpoint';
import { complains, forbids, startPickyServer, type PickyBody } from '../../../support/startPickyServer';
import { errorOf, patience, question } from '../openDouble';

async function open(...given: Parameters<typeof startPickyServer>) {
	const server = await startPickyServer(...given);
	const endpoint = createEndpoint({ baseUrl: server.baseUrl, backoff: { firstMs: 0 } });
	onTestFinished(async () => {
		await endpoint.close();
		await server.close();
	});
	return { server, endpoint };
}

const schema = { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'], additionalProperties: false };
const tool = (name: string, parameters: Record<string, unknown> = schema) => ({ name, description: name, parameters });
const asked = (overrides: Partial<ChatRequest> = {}) => question({ model: 'm', sampling: { temperature: 0.7, seed: 1 }, ...overrides });
const spendNothing = { retries: 0, retryBudget: { take: () => false } };
const refused = (baseUrl: string, what: string, words: string) => `The model "m" at ${baseUrl} refuses ${what}: "${words}".`;
const forbidden = 'Extra inputs are not permitted';

describe('a question to a server that refuses a field', () => {
	it.each([
		['whole', false, {}],
		['streamed', true, {}],
		['whole with tools', false, { tools: [tool('look_up')] }],
		['streamed with tools', true, { tools: [tool('look_up')] }],
	])('is asked again without it, told, and remembered: %s', async (_, stream, more) => {
		const { server, endpoint } = await open(forbids('seed'));
		const first = await endpoint.chat(asked(more), patience({ stream, ...spendNothing }));
		const second = await endpoint.chat(asked(more), patience({ stream, ...spendNothing }));
		expect([first.text, second.text]).toEqual(['42', '42']);
		expect([first.attempts, second.attempts]).toEqual([2, 1]);
		expect(server.requests.map((body) => 'seed' in body)).toEqual([true, false, false]);
		const note = refused(server.baseUrl, '"seed", so it was left out', forbidden);
		expect([first.notes, second.notes]).toEqual([[note], [note]]);
	});

	it('is answered for each of 64 clones that meet the refusal at once, none of which has a retry to spend', async () => {
		const { server, endpoint } = await open((body) => forbids('seed')(body) ?? forbids('logprobs')(body));
		const answers = await Promise.all(
			Array.from({ length: 64 }, async (_, seed) => {
				return await endpoint.chat(asked({ sampling: { seed }, logProbabilities: true }), patience(spendNothing));
			}),
		);
		expect(answers.map(({ text }) => text)).toEqual(Array.from({ length: 64 }, () => '42'));
		expect(new Set(answers.flatMap(({ notes }) => notes)).size).toBe(2);
		expect(server.requests.length).toBeLessThanOrEqual(64 * 3);
	});

	it('takes nothing from the retries that are meant for a server that is overloaded', async () => {
		let overloads = 0;
		const { endpoint } = await open((body) => forbids('seed')(body) ?? (overloads++ === 0 ? { status: 503, error: {} } : undefined));
		const answer = await endpoint.chat(asked(), patience({ retries: 1 }));
		expect(answer).toMatchObject({ text: '42', attempts: 3 });
	});

	it('is sent as it is to other models of the server', async () => {
		const { server, endpoint } = await open((body) => (body['model'] === 'm' ? forbids('seed')(body) : undefined));
		await endpoint.chat(asked(), patience());
		const other = await endpoint.chat(asked({ model: 'other' }), patience());
		expect(other.notes).toBeUndefined();
		expect(server.requests.at(-1)).toMatchObject({ model: 'other', seed: 1 });
	});

	it('sends the limit of tokens under its other name', async () => {
		const { server, endpoint } = await open((body) =>
			'max_tokens' in body
				? complains(
						"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead.",
						'max_tokens',
					)
				: undefined,
		);
		const answer = await endpoint.chat(asked({ sampling: { maxTokens: 9 } }), patience());
		expect(server.requests.map(({ max_tokens, max_completion_tokens }) => [max_tokens, max_completion_tokens])).toEqual([
			[9, undefined],
			[undefined, 9],
		]);
		expect(answer.notes).toEqual([
			refused(
				server.baseUrl,
				'"max_tokens", so "max_completion_tokens" was sent in its place',
				"Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead",
			),
		]);
	});

	it('goes on with either of two fields that are not taken together', async () => {
		const words = '`temperature` and `top_p` cannot both be specified for this model. Please use only one.';
		const { server, endpoint } = await open((body) => ('temperature' in body && 'top_p' in body ? complains(words) : undefined));
		const answer = await endpoint.chat(asked({ sampling: { temperature: 0.5, topP: 0.9 } }), patience());
		expect(Object.keys(answer.sampling ?? {})).toEqual(['temperature']);
		await endpoint.chat(asked({ sampling: { topP: 0.8 } }), patience());
		expect(server.requests.map(({ temperature, top_p }) => [temperature, top_p])).toEqual([
			[0.5, 0.9],
			[0.5, undefined],
			[undefined, 0.8],
		]);
	});

	it('takes "strict" from all tools at once', async () => {
		const isStrict = ({ tools = [] }: PickyBody) => (tools as Array<{ function: object }>).map((each) => 'strict' in each.function);
		const { server, endpoint } = await open((body) =>
			isStrict(body).includes(true) ? complains('Tools with strict=True are not supported by this model', 'tools') : undefined,
		);
		const answer = await endpoint.chat(asked({ tools: [tool('a'), tool('b')] }), patience());
		expect(server.requests.map(isStrict)).toEqual([
			[true, true],
			[false, false],
		]);
		expect(answer.notes?.[0]).toContain('refuses "strict" on tools, so it was left out of all of them');
	});

	it('steps down from a JSON schema to an answer that is asked for in words only', async () => {
		const { server, endpoint } = await open((body) => {
			const { type } = (body['response_format'] as { type?: string } | undefined) ?? {};
			return type === undefined ? undefined : complains('This response_format type is unavailable now');
		});
		const answer = await endpoint.chat(asked({ jsonSchema: schema }), patience(spendNothing));
		expect(server.requests.map((body) => (body['response_format'] as { type?: string } | undefined)?.type)).toEqual([
			'json_schema',
			'json_object',
			undefined,
		]);
		const words = 'This response_format type is unavailable now';
		expect(answer.notes).toEqual([
			refused(server.baseUrl, 'a JSON schema in "response_format", so any JSON object was asked for, and the form in words', words),
			refused(server.baseUrl, 'a JSON object in "response_format", so the form was asked for in words only', words),
		]);
	});

	it('keeps other schemas where only one is too much for the server', async () => {
		const open_ = { type: 'object', properties: { tags: { type: 'array', items: { type: 'string' }, minItems: 1, uniqueItems: true } } };
		const { server, endpoint } = await open((body) =>
			JSON.stringify(body['response_format']).includes('uniqueItems')
				? complains('The provided JSON schema contains features not supported by xgrammar.')
				: undefined,
		);
		await endpoint.chat(asked({ jsonSchema: open_ }), patience());
		const answer = await endpoint.chat(asked({ jsonSchema: schema }), patience());
		expect(server.requests.at(-1)).toMatchObject({ response_format: { type: 'json_schema' } });
		expect(answer.notes).toBeUndefined();
	});

	it('says that a JSON schema is none instead of leaving it out', async () => {
		const { server, endpoint } = await open((body) =>
			'response_format' in body ? complains('Grammar error: Invalid type: objekt') : undefined,
		);
		const error = await errorOf(endpoint.chat(asked({ jsonSchema: { type: 'objekt' } }), patience()));
		expect(error.kind).toBe('invalidSchema');
		expect(server.requests).toHaveLength(1);
	});

	it('is read whole where the server takes no tools in a stream, and told at once to who waits for text', async () => {
		const { server, endpoint } = await open((body) =>
			body['stream'] === true && 'tools' in body
				? { status: 500, error: { error: { code: 500, message: 'Cannot use tools with stream', type: 'server_error' } } }
				: undefined,
		);
		const heard: string[] = [];
		const options = patience({ stream: true, ...spendNothing, onText: (piece) => heard.push(piece) });
		const answer = await endpoint.chat(asked({ tools: [tool('look_up')] }), options);
		await endpoint.chat(asked(), options);
		expect(server.requests.map(({ stream, stream_options }) => [stream, stream_options !== undefined])).toEqual([
			[true, true],
			[undefined, false],
			[true, true],
		]);
		expect(heard).toEqual(['42', '42']);
		expect(answer.notes).toEqual([
			refused(server.baseUrl, 'to stream its answers together with "tools", so they were read whole', 'Cannot use tools with stream'),
		]);
	});

	it('goes on streaming without usage where only that is refused', async () => {
		const { server, endpoint } = await open(forbids('stream_options'));
		const answer = await endpoint.chat(asked(), patience({ stream: true }));
		expect(answer.text).toBe('42');
		expect(server.requests.map(({ stream }) => stream)).toEqual([true, true]);
	});

	it('is streamed where the model does nothing else', async () => {
		const { server, endpoint } = await open((body) =>
			body['stream'] === true ? undefined : complains('This model only support stream mode, please enable the stream parameter.'),
		);
		const answer = await endpoint.chat(asked(), patience(spendNothing));
		expect(answer).toMatchObject({ text: '42', usage: { promptTokens: 10, completionTokens: 5 } });
		expect(answer.notes?.[0]).toContain('refuses to give its answers whole, so they were streamed');
		expect(server.requests).toHaveLength(2);
	});

	it.each([400, '400', undefined])('is asked again where the refusal is said with success, and the code is %s', async (code) => {
		const error = { error: { message: "This model doesn't support tool use in streaming mode.", code } };
		const { server, endpoint } = await open((body) => (body['stream'] === true ? { status: 200, error } : undefined));
		const answer = await endpoint.chat(asked({ tools: [tool('look_up')] }), patience({ stream: true, ...spendNothing }));
		expect(answer.text).toBe('42');
		expect(server.requests).toHaveLength(2);
	});

	it('forgets what was no help', async () => {
		const { server, endpoint } = await open((body) =>
			JSON.stringify(body['messages']).includes('forbidden') ? complains('Words about temperature are not allowed.') : undefined,
		);
		const messages = [{ role: 'user', content: 'a forbidden question' }] as const;
		const error = await errorOf(endpoint.chat(asked({ messages }), patience()));
		expect(error.message).toContain('Words about temperature are not allowed');
		const answer = await endpoint.chat(asked(), patience());
		expect(answer.notes).toBeUndefined();
		expect(server.requests.map((body) => 'temperature' in body)).toEqual([true, false, true]);
	});

	it('never has what is left out by hand, even in the place of something else', async () => {
		const { server, endpoint } = await open((body) =>
			'max_tokens' in body ? complains("Unsupported parameter: 'max_tokens'", 'max_tokens') : undefined,
		);
		await endpoint.chat(asked({ sampling: { maxTokens: 9 }, leaveOut: ['max_completion_tokens'] }), patience());
		expect(server.requests.at(-1)).toEqual({ model: 'm', messages: question().messages });
	});

	it('ends with what the server says where it refuses one thing after another', async () => {
		const extraBody = Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`field_${index}`, 1]));
		const { server, endpoint } = await open((body) => {
			const field = Object.keys(body).find((name) => name.startsWith('field_'));
			return field === undefined ? undefined : complains(`Unknown parameter: '${field}'.`, field);
		});
		const error = await errorOf(endpoint.chat(asked({ extraBody }), patience()));
		expect(error.message).toContain("Unknown parameter: 'field_8'");
		expect(server.requests).toHaveLength(9);
	});

	it('ends with what the server says where it refuses a field that was left out', async () => {
		const { server, endpoint } = await open(() => complains("Unsupported parameter: 'seed'", 'seed'));
		const error = await errorOf(endpoint.chat(asked(), patience()));
		expect(error.message).toContain("Unsupported parameter: 'seed'");
		expect(server.requests).toHaveLength(2);
	});
});
