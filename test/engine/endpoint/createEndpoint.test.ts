import { expect, it } from 'vitest';
import { createEndpoint } from '../../../nodes/engine/endpoint';
import { errorOf, openDouble, patience, question } from './openDouble';

it('answers with text, finish reason, usage, timing and the model that answered', async () => {
	const { endpoint } = await openDouble({ answer: () => 'Forty-two.' });
	const answer = await endpoint.chat(question(), patience());
	expect(answer).toMatchObject({ text: 'Forty-two.', finishReason: 'stop', model: 'double-1b', attempts: 1 });
	expect(answer.usage).toEqual({ promptTokens: expect.any(Number), completionTokens: expect.any(Number), cachedTokens: 0 });
	expect(answer.timing).toEqual({ startedAt: expect.stringMatching(/^\d{4}-.*Z$/), durationMs: expect.any(Number) });
	expect(answer.raw).toMatchObject({ object: 'chat.completion' });
});

it('gathers a streamed answer into the same text, with the time of its first token', async () => {
	const { endpoint } = await openDouble({ answer: () => 'One two three four five.' });
	const answer = await endpoint.chat(question(), patience({ stream: true }));
	expect(answer).toMatchObject({ text: 'One two three four five.', finishReason: 'stop', usage: { completionTokens: expect.any(Number) } });
	expect(answer.timing.firstTokenMs).toBeLessThanOrEqual(answer.timing.durationMs);
});

it.each([false, true])('keeps reasoning apart from text (streamed: %s)', async (stream) => {
	const { endpoint } = await openDouble({ answer: () => ({ reasoning: 'Let me think.', text: 'Done.' }) });
	const answer = await endpoint.chat(question(), patience({ stream }));
	expect(answer).toMatchObject({ text: 'Done.', reasoning: 'Let me think.' });
});

it('reads reasoning under its older name too', async () => {
	const message = { role: 'assistant', content: 'Done.', reasoning_content: 'Hm.' };
	const { endpoint } = await openDouble({ faults: [{ kind: 'otherJson', body: { choices: [{ message, finish_reason: 'stop' }] } }] });
	expect(await endpoint.chat(question(), patience())).toMatchObject({ text: 'Done.', reasoning: 'Hm.', usage: {}, model: 'double-1b' });
});

it.each([false, true])('joins tool calls from their pieces (streamed: %s)', async (stream) => {
	const toolCalls = [
		{ name: 'search', arguments: '{"query":"clones"}' },
		{ name: 'add', arguments: '{"a":1,"b":2}' },
	];
	const { endpoint } = await openDouble({ answer: () => ({ toolCalls }) });
	const answer = await endpoint.chat(question(), patience({ stream }));
	expect(answer.finishReason).toBe('tool_calls');
	expect(answer.toolCalls).toEqual(toolCalls.map((call) => ({ ...call, id: expect.stringMatching(/^chatcmpl-tool-/) })));
});

it('sends sampling, schema and extra body in the words of the OpenAI API, the extra body winning', async () => {
	const { double, endpoint } = await openDouble();
	const jsonSchema = { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'], additionalProperties: false };
	const sampling = { temperature: 0.5, topP: 0.9, maxTokens: 20, seed: 7, reasoningEffort: 'low' };
	await endpoint.chat(question({ sampling, jsonSchema, extraBody: { top_k: 20, temperature: 0.1, stream: true } }), patience());
	expect(double.requests[0]).toEqual({
		model: 'double-1b',
		messages: [{ role: 'user', content: 'What is shadow cloning?' }],
		temperature: 0.1,
		top_p: 0.9,
		max_tokens: 20,
		seed: 7,
		reasoning_effort: 'low',
		response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: jsonSchema, strict: true } },
		top_k: 20,
	});
});

const text = { type: 'string', description: 'What to look up' };
const closed = (properties: object, fields: object = {}) => ({
	type: 'object',
	properties,
	required: Object.keys(properties),
	additionalProperties: false,
	...fields,
});
it.each([
	['closed and all needed', closed({ q: text, days: { type: 'integer', minimum: 1, maximum: 9 } }), true],
	[
		'closed all the way down',
		closed({
			list: { type: 'array', items: closed({ kind: { type: 'string', enum: ['a', 'b'] } }) },
			either: { anyOf: [{ type: 'string' }, { type: ['number', 'null'] }] },
		}),
		true,
	],
	['without arguments', closed({}), true],
	['open', { type: 'object', properties: { q: text }, required: ['q'] }, false],
	['open further down', closed({ inner: { type: 'object', properties: {} } }), false],
	['with an argument that may be missing', closed({ q: text }, { required: [] }), false],
	['with words that not every server takes', closed({ q: { type: 'string', minLength: 1 } }), false],
	['with a type that is none', closed({ q: { type: 'file' } }), false],
	['that says nothing of an argument', closed({ q: {} }), false],
	['with a list of anything', closed({ list: { type: 'array' } }), false],
])('asks the server to hold arguments to a schema only where every server can: %s', async (_, parameters, strict) => {
	const { double, endpoint } = await openDouble();
	await endpoint.chat(question({ tools: [{ name: 'look_up', description: 'Looks something up', parameters }] }), patience());
	expect(double.requests[0]?.['tools']).toEqual([
		{ type: 'function', function: { name: 'look_up', description: 'Looks something up', parameters, ...(strict ? { strict } : {}) } },
	]);
});

it('leaves out what the extra body says of the choice of tools where none are offered', async () => {
	const { double, endpoint } = await openDouble({ answer: () => 'By heart.' });
	const extraBody = { tool_choice: 'required', parallel_tool_calls: false, top_k: 20 };
	const tools = [{ name: 'look_up', description: 'Looks something up', parameters: { type: 'object' } }];
	await endpoint.chat(question({ extraBody, tools }), patience());
	await endpoint.chat(question({ extraBody }), patience());
	const [offering, plain] = double.requests;
	expect(offering).toMatchObject(extraBody);
	expect(plain).toEqual({
		model: 'double-1b',
		messages: [{ role: 'user', content: 'What is shadow cloning?' }],
		temperature: 0,
		top_k: 20,
	});
});

it('asks for usage when it streams, and sends nothing that was not asked for', async () => {
	const { double, endpoint } = await openDouble();
	await endpoint.chat(question({ sampling: {} }), patience({ stream: true }));
	expect(double.requests[0]).toEqual({
		model: 'double-1b',
		messages: [{ role: 'user', content: 'What is shadow cloning?' }],
		stream: true,
		stream_options: { include_usage: true },
	});
});

it('reads an answer that came whole although a stream was asked for', async () => {
	const body = { choices: [{ message: { role: 'assistant', content: 'All at once.' }, finish_reason: 'stop' }] };
	const { endpoint } = await openDouble({ faults: [{ kind: 'otherJson', body }] });
	expect(await endpoint.chat(question(), patience({ stream: true }))).toMatchObject({ text: 'All at once.', finishReason: 'stop' });
});

it('sends the key, and is told by name when there is none', async () => {
	const withKey = await openDouble({ apiKey: 'secret', answer: () => 'In.' }, { apiKey: 'secret' });
	expect(await withKey.endpoint.chat(question(), patience())).toMatchObject({ text: 'In.' });
	const without = await openDouble({ apiKey: 'secret' });
	expect(await errorOf(without.endpoint.chat(question(), patience()))).toMatchObject({
		kind: 'wrongKey',
		message: expect.stringContaining('none is set'),
	});
});

it('trims a pasted key, and refuses one that cannot be sent without repeating it', async () => {
	const { endpoint } = await openDouble({ apiKey: 'secret', answer: () => 'In.' }, { apiKey: ' secret\n' });
	expect(await endpoint.chat(question(), patience())).toMatchObject({ text: 'In.' });
	const open = () => createEndpoint({ baseUrl: 'localhost:8000', apiKey: 'se\ncret' });
	expect(open).toThrow(expect.objectContaining({ name: 'InvalidInputError', field: 'API Key' }));
	expect(open).not.toThrow(/cret"/);
});

it('says each request that goes out', async () => {
	const { endpoint } = await openDouble({
		faults: [
			{ kind: 'status', status: 503 },
			{ kind: 'status', status: 502 },
		],
	});
	const attempts: number[] = [];
	const answer = await endpoint.chat(question(), patience({ retries: 2, onAttempt: (attempt) => attempts.push(attempt) }));
	expect(attempts).toEqual([1, 2, 3]);
	expect(answer.attempts).toBe(3);
});
