import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Asked } from '../../../../nodes/engine/endpoint/reading/answerParts';
import { readAnswer } from '../../../../nodes/engine/endpoint/reading/readAnswer';
import { readStream } from '../../../../nodes/engine/endpoint/reading/readStream';
import { expectLinear } from '../../../support/expectLinear.ts';

const asked: Asked = { baseUrl: 'http://x/v1', model: 'm', toolNames: [], leavesThinking: false, isAbout: () => false };
const message = (content: unknown, more: object = {}) => ({ role: 'assistant', content, ...more });
const whole = (content: unknown, choice: object = {}, reply: object = {}) => ({
	model: 'm',
	choices: [{ index: 0, message: message(content), finish_reason: 'stop', ...choice }],
	...reply,
});
const chunk = (delta: object, finish: unknown = null, more: object = {}) => ({
	model: 'm',
	choices: [{ index: 0, delta, finish_reason: finish }],
	...more,
});
const data = (...pieces: unknown[]) =>
	pieces.map((piece) => `data: ${typeof piece === 'string' ? piece : JSON.stringify(piece)}\n\n`).join('');

/** The same bytes read whole, as a stream in one piece, and a byte at a time. */
async function readAll(body: string, settings: Partial<Asked> = {}) {
	const bytes = Buffer.from(body);
	const question = { ...asked, ...settings };
	const single = Array.from(bytes, (_, at) => bytes.subarray(at, at + 1));
	const inTurn = [
		() => readAnswer(body, question),
		async () => await readStream(Readable.from([bytes]), question),
		async () => await readStream(Readable.from(single), question),
	];
	const results: Array<Awaited<ReturnType<typeof readStream>>> = [];
	for (const read of inTurn) results.push(await read());
	const [first, ...others] = results.map(({ firstTokenAt: _, raw: __, ...rest }) => rest);
	for (const other of others) expect(other).toEqual(first);
	return first!;
}

describe('an answer', () => {
	it.each([
		['a text', '42'],
		['a number', 42],
		['a list of texts', ['4', '2']],
		[
			'parts',
			[
				{ type: 'text', text: '4' },
				{ type: 'output_text', text: '2' },
			],
		],
		[
			'parts, one of them a picture',
			[
				{ type: 'image_url', image_url: { url: 'x' } },
				{ type: 'text', text: '42' },
			],
		],
		['an object', { text: '42' }],
	])('is read whose content is %s', async (_, content) => {
		expect(await readAll(JSON.stringify(whole(content)))).toMatchObject({ text: '42', finishReason: 'stop' });
	});

	it.each<[string, object]>([
		['reasoning_content', { reasoning_content: 'six sevens' }],
		['reasoning', { reasoning: 'six sevens' }],
		['both', { reasoning: 'six sevens', reasoning_content: 'six sevens' }],
		['an object', { reasoning: { text: 'six sevens' } }],
		['a list', { reasoning: [{ text: 'six ' }, { text: 'sevens' }] }],
		[
			'details',
			{
				reasoning_details: [
					{ type: 'reasoning.summary', summary: 'six ' },
					{ type: 'reasoning.text', text: 'sevens' },
				],
			},
		],
		['thinking blocks', { thinking_blocks: [{ type: 'thinking', thinking: 'six sevens', signature: 's' }] }],
		['a field that is null', { reasoning: null, reasoning_content: 'six sevens' }],
		[
			'a part of type reasoning',
			{
				content: [
					{ type: 'reasoning', text: 'six sevens' },
					{ type: 'text', text: '42' },
				],
			},
		],
		[
			'a part with parts',
			{
				content: [
					{ type: 'thinking', thinking: [{ type: 'text', text: 'six sevens' }] },
					{ type: 'text', text: '42' },
				],
			},
		],
		[
			'a part with a summary',
			{
				content: [
					{ type: 'reasoning', summary: [{ type: 'summary_text', text: 'six sevens' }] },
					{ type: 'text', text: '42' },
				],
			},
		],
		['a part that is a thought', { content: [{ text: 'six sevens', thought: true }, { text: '42' }] }],
		['tags beside the same in a field', { reasoning: 'six sevens', content: '<think>six sevens</think>42' }],
	])('has its thinking apart (%s)', async (_, fields) => {
		const body = { model: 'm', choices: [{ message: { ...message('42'), ...fields }, finish_reason: 'stop' }] };
		expect(await readAll(JSON.stringify(body))).toMatchObject({ text: '42', reasoning: 'six sevens' });
	});

	it('begins with its first word where the server left empty lines behind the thinking', async () => {
		const body = { choices: [{ message: message('\n\n42 ', { reasoning: 'six sevens' }), finish_reason: 'stop' }] };
		expect(await readAll(JSON.stringify(body))).toMatchObject({ text: '42 ' });
		expect(
			await readAll(data(chunk({ reasoning: 'six sevens' }), chunk({ content: '\n\n' }), chunk({ content: '42 ' }, 'stop'))),
		).toMatchObject({ text: '42 ' });
	});

	it('is the refusal where the model refuses', async () => {
		expect(await readAll(JSON.stringify(whole(null, { message: message(null, { refusal: 'I cannot help with that.' }) })))).toMatchObject({
			text: 'I cannot help with that.',
		});
	});

	it('keeps thinking in the text where it is asked to, and takes it for the text where there is no other', async () => {
		const tagged = '<think>Hm.</think>42';
		expect(await readAll(JSON.stringify(whole(tagged)), { leavesThinking: true })).toMatchObject({ text: tagged });
		expect(
			await readAll(JSON.stringify(whole(null, { message: message(null, { reasoning: 'It is 42.' }) })), { leavesThinking: true }),
		).toMatchObject({ text: 'It is 42.' });
	});

	it.each<[string, object, object]>([
		['usage: counts as text', { usage: { prompt_tokens: '10', completion_tokens: '5' } }, { promptTokens: 10, completionTokens: 5 }],
		['usage: a list', { usage: [] }, {}],
		['usage: a text', { usage: 'many' }, {}],
		['usage: null', { usage: null }, {}],
		['usage: zeros', { usage: { prompt_tokens: 0, completion_tokens: 0 } }, {}],
		['usage: half of it', { usage: { prompt_tokens: 10, completion_tokens: null } }, { promptTokens: 10 }],
		['usage: by other names', { usage: { input_tokens: 10, output_tokens: 5 } }, { promptTokens: 10, completionTokens: 5 }],
		[
			'usage: details that are a number',
			{ usage: { prompt_tokens: 10, completion_tokens: 5, prompt_tokens_details: 0 } },
			{ promptTokens: 10, completionTokens: 5 },
		],
		[
			"usage: DeepSeek's cache",
			{ usage: { prompt_tokens: 10, completion_tokens: 5, prompt_cache_hit_tokens: 8 } },
			{ promptTokens: 10, completionTokens: 5, cachedTokens: 8 },
		],
		['an id that is a number', { id: 7, created: 'now', system_fingerprint: {} }, {}],
		['a model that is a number', { model: 7 }, {}],
		['a warning', { warning: 'x', prompt_filter_results: 1 }, {}],
		['an error that is null', { error: null }, {}],
	])('survives odd side fields (%s)', async (_, more, usage) => {
		expect(await readAll(JSON.stringify(whole('42', {}, more)))).toMatchObject({ text: '42', usage });
	});

	it.each<[string, object]>([
		[
			'null for one token',
			{
				logprobs: {
					content: [
						{ token: '4', logprob: null },
						{ token: '2', logprob: -0.5 },
					],
				},
			},
		],
		['a token that is null', { logprobs: { content: [null, { token: '2', logprob: -0.5 }] } }],
		['the older list', { logprobs: { token_logprobs: [null, -0.5] } }],
	])('counts the log-probabilities that it can read (%s)', async (_, choice) => {
		expect(await readAll(JSON.stringify(whole('42', choice)))).toMatchObject({ text: '42', logProbability: { mean: -0.5, tokens: 1 } });
	});

	it.each([[[]], [null], ['x'], [{}], [{ content: null }]])('has no log-probabilities where they are %j', async (logprobs) => {
		expect(await readAll(JSON.stringify(whole('42', { logprobs })))).not.toHaveProperty('logProbability');
	});

	it.each<[unknown, string]>([
		[null, 'stop'],
		['', 'stop'],
		[1, 'stop'],
		[{ type: 'stop', matched: 2 }, 'stop'],
		[{ type: 'length', length: 5 }, 'length'],
		['eos', 'stop'],
		['MAX_TOKENS', 'length'],
		['end_turn', 'stop'],
		['content_filter', 'content_filter'],
	])('ends for a reason, %j', async (finish, reason) => {
		expect(await readAll(JSON.stringify(whole('42', { finish_reason: finish })))).toMatchObject({ text: '42', finishReason: reason });
	});
});

describe('a message with calls', () => {
	const call = { id: 'a', type: 'function', function: { name: 'weather', arguments: '{}' } };

	it.each([
		['no text', null, {}, null],
		['an empty text', '', {}, ''],
		['words', 'I look it up.', {}, 'I look it up.'],
		['thinking between tags', '<think>Hm.</think>', {}, '<think>Hm.</think>'],
		['thinking beside it', '', { reasoning_content: 'Hm.' }, ''],
		['signed thinking', null, { thinking_blocks: [{ type: 'thinking', thinking: 'Hm.', signature: 's' }] }, null],
	])('goes back as the server wrote it (%s)', async (_, content, fields, back) => {
		const body = { choices: [{ message: { ...message(content), ...fields, tool_calls: [call] }, finish_reason: 'tool_calls' }] };
		const answer = await readAll(JSON.stringify(body), { toolNames: ['weather'] });
		expect(answer.sentBack).toEqual({ content: back, ...fields });
	});
});

describe('a stream', () => {
	const ok = [chunk({ role: 'assistant', content: '' }), chunk({ content: '4' }), chunk({ content: '2' }), chunk({}, 'stop')];

	it.each([
		['as the standard has it', data(...ok, '[DONE]')],
		['without [DONE]', data(...ok)],
		['without a finish reason', data(...ok.slice(0, 3), '[DONE]')],
		['with an empty reason in every piece', data(chunk({ content: '4' }, ''), chunk({ content: '2' }, ''), '[DONE]')],
		['with pings, and comments', `: hello\n\nevent: ping\ndata: {"type":"ping"}\n\n${data('', 'ping', { type: 'ping' }, ...ok, '[DONE]')}`],
		['with pieces without choices', data({ id: 'x' }, ...ok.slice(0, 2), { choices: null }, { choices: [] }, ...ok.slice(2), '[DONE]')],
		['with JSON on bare lines', ok.map((piece) => `${JSON.stringify(piece)}\n`).join('')],
		['without empty lines between', ok.map((piece) => `data: ${JSON.stringify(piece)}\n`).join('') + 'data: [DONE]\n'],
		['with data: twice', ok.map((piece) => `data: data: ${JSON.stringify(piece)}\n\n`).join('')],
		['with \\r\\n', data(...ok, '[DONE]').replaceAll('\n', '\r\n')],
		['with \\r', data(...ok, '[DONE]').replaceAll('\n', '\r')],
		['as one JSON and [DONE]', `${JSON.stringify(whole('42'))}\n\ndata: [DONE]\n\n`],
		['of whole messages', data({ choices: [{ message: message('42'), finish_reason: 'stop' }] })],
		[
			"in Ollama's own words",
			['4', '2'].map((content) => `${JSON.stringify({ model: 'm', message: message(content), done: false })}\n`).join('') +
				'{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop"}\n',
		],
	])('is read %s', async (_, body) => {
		expect(await readAll(body)).toMatchObject({ text: '42', finishReason: 'stop' });
	});

	it.each([0, 2, 4])('tells usage wherever it stands (%i)', async (at) => {
		const pieces: unknown[] = [...ok];
		pieces.splice(at, 0, { usage: { prompt_tokens: 9, completion_tokens: 2 } });
		expect(await readAll(data(...pieces, '[DONE]'))).toMatchObject({ text: '42', usage: { promptTokens: 9, completionTokens: 2 } });
	});

	it.each([
		['breaks off', data(...ok.slice(0, 3))],
		['ends with error', data(...ok.slice(0, 3), chunk({}, 'error'), '[DONE]')],
		['has an error behind half of the answer', data(...ok.slice(0, 3), { error: { message: 'out of memory', code: 500 } })],
		['has a piece that is broken', data(...ok.slice(0, 3), '{"choices":[{"delta":{"con', ...ok.slice(3))],
	])('is cut where it %s', async (_, body) => {
		expect(await readAll(body)).toMatchObject({ text: '42', finishReason: 'cut' });
	});

	it.each([
		['data', data({ error: { message: 'too long', code: 400 } }), 400],
		['an event of its own', 'event: error\ndata: {"message":"too long","code":400}\n\n', 400],
		['an event with words', 'event: error\ndata: too long\n\n', 500],
		['a field of its own', 'error: {"code":400,"message":"too long"}\n\ndata: [DONE]\n\n', 400],
		['bare JSON', JSON.stringify({ error: { message: 'too long', code: 400 } }), 400],
		['bare JSON over lines', JSON.stringify({ error: { message: 'too long', code: 400 } }, undefined, 2), 400],
		['a text', JSON.stringify({ error: 'too long' }), 500],
		['an object', JSON.stringify({ object: 'error', message: 'too long', code: 400 }), 400],
		["FastAPI's words", JSON.stringify({ detail: 'too long' }), 500],
		['a choice that ended in it', data({ ...chunk({ content: '' }, 'error'), error: { code: 429, message: 'too long' } }), 429],
	])('with an error instead of an answer tells what was said (%s)', async (_, body, status) => {
		const failures = [() => readAnswer(body, asked), async () => await readStream(Readable.from([Buffer.from(body)]), asked)];
		for (const read of failures) {
			const failed = await (async () => await read())().catch((error: unknown) => error);
			expect(failed).toMatchObject({ failure: { kind: 'refused', status, body: expect.stringContaining('too long') } });
		}
	});

	it.each([
		['numbers that JSON does not have', JSON.stringify(whole('42')).replace('"index":0', '"index":0,"score":NaN,"least":-Infinity'), '42'],
		['a bare line break in a text', JSON.stringify(whole('4|2')).replace('|', '\n'), '4\n2'],
		['a name of the gateway around it', JSON.stringify({ code: 200, success: true, data: whole('42') }), '42'],
		['a text that holds it', JSON.stringify(JSON.stringify(whole('42'))), '42'],
		['a list of its pieces', JSON.stringify(ok), '42'],
		['an error that is empty beside it', data(...ok.map((piece) => ({ ...piece, error: { message: '', code: 0 } })), '[DONE]'), '42'],
		['[done] in small letters', data(chunk({ content: '42' }), '[done]'), '42'],
	])('is read with %s', async (_, body, text) => {
		expect(await readAll(body)).toMatchObject({ text, finishReason: 'stop' });
	});

	it('is one answer where the server sends two in turns', async () => {
		const other = { choices: [{ index: 1, delta: { content: 'x' } }] };
		expect(await readAll(data(...ok.slice(0, 2), other, ...ok.slice(2), other))).toMatchObject({ text: '42' });
	});

	it.each([
		['the whole message once more', data(...ok.slice(0, 3), whole('42'))],
		[
			'all that there is so far each time',
			data({ choices: [{ message: message('4') }] }, { choices: [{ message: message('42'), finish_reason: 'stop' }] }),
		],
	])('is not doubled by %s', async (_, body) => {
		expect(await readAll(body)).toMatchObject({ text: '42', finishReason: 'stop' });
	});

	it('keeps what was counted where the last piece counts nothing', async () => {
		const counted = { ...chunk({}, 'stop'), usage: { prompt_tokens: 9, completion_tokens: 2 } };
		const zeros = { choices: [], usage: { prompt_tokens: 0, completion_tokens: 0 } };
		expect(await readAll(data(...ok.slice(0, 3), counted, zeros))).toMatchObject({ usage: { promptTokens: 9, completionTokens: 2 } });
	});

	it.each(['abort', 'network_error', 'insufficient_system_resource'])('is cut where it ends in "%s"', async (finish) => {
		expect(await readAll(JSON.stringify(whole('42', { finish_reason: finish })))).toMatchObject({ finishReason: 'cut' });
	});

	it.each(['hm</think>\n\n42', '<think>hm</think>42'])(
		'is found in the field of the thinking where its end was missed (%j)',
		async (said) => {
			const choice = { message: message('', { reasoning_content: said }) };
			expect(await readAll(JSON.stringify(whole('', choice)))).toMatchObject({ text: '42', reasoning: 'hm' });
		},
	);

	it.each([
		{ base_resp: { status_code: 1008, status_msg: 'insufficient balance' }, choices: null },
		{ code: 'InvalidParameter', message: 'url error' },
		{ code: 500, msg: '404 NOT_FOUND', success: false },
	])('is none where a code and words stand in its place (%j)', async (said) => {
		const failed = await (async () => readAnswer(JSON.stringify(said), asked))().catch((error: unknown) => error);
		expect(failed).toMatchObject({ failure: { kind: 'refused' } });
	});

	it('is read in a time that grows with its length where it is no JSON', () => {
		for (const shape of ['"', '\\"', '{"a":NaN,', '\n'])
			expectLinear(
				(length) => `{${shape.repeat(length / shape.length)}}`,
				(body) => expect(() => readAnswer(body, asked)).toThrow(),
			);
	});

	it('is over with its finish reason, though its server leaves it open', async () => {
		const open = new Readable({ read() {} });
		open.push(data(...ok));
		expect(await readStream(open, asked)).toMatchObject({ text: '42', finishReason: 'stop' });
		await sleep(0);
		expect(open.destroyed).toBe(true);
	});
});
