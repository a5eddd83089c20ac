import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { aloneMs, createEndpoint, measurePace, paceOf } from '../../../nodes/engine/endpoint';
import { recordPace } from '../../../nodes/engine/endpoint/pace';
import { openDouble, patience, question } from './openDouble';

const TEN_WORDS = (): string => 'one two three four five six seven eight nine ten';

it('keeps the pace of a streamed call that had the server to itself', async () => {
	const { endpoint } = await openDouble({ answer: TEN_WORDS, stepMs: 5 });
	expect(paceOf(endpoint.baseUrl, 'double-1b')).toBeUndefined();
	const { timing, usage } = await endpoint.chat(question(), patience({ stream: true }));
	const pace = paceOf(endpoint.baseUrl, 'double-1b')!;
	expect(pace.firstTokenMs).toBe(timing.firstTokenMs);
	expect(aloneMs(pace, usage.completionTokens!)).toBeCloseTo(timing.durationMs);
	expect(pace.measuredAt).toMatch(/^\d{4}-.*Z$/);
});

it('keeps it under the name that the server answers with, too', async () => {
	const server = createServer((request, response) => {
		request.resume();
		const chunk = (delta: object, more: object = {}) =>
			`data: ${JSON.stringify({ id: 'c', model: 'small-2025-01-01', choices: [{ index: 0, delta, ...more }] })}\n\n`;
		response.writeHead(200, { 'content-type': 'text/event-stream' });
		for (let word = 0; word < 12; word++) response.write(chunk({ content: `word${word} ` }));
		response.write(chunk({}, { finish_reason: 'stop' }));
		response.write(`data: ${JSON.stringify({ id: 'c', choices: [], usage: { prompt_tokens: 5, completion_tokens: 12 } })}\n\n`);
		response.end('data: [DONE]\n\n');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	onTestFinished(() => void server.close());
	const endpoint = createEndpoint({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1` });
	const { model } = await endpoint.chat(question({ model: 'small' }), patience({ stream: true }));
	expect(model).toBe('small-2025-01-01');
	expect(paceOf(endpoint.baseUrl, model)).toBeDefined();
	expect(paceOf(endpoint.baseUrl, 'small')).toEqual(paceOf(endpoint.baseUrl, model));
});

it('learns nothing from calls that shared the server, overlapping in whatever way', async () => {
	const { double, endpoint } = await openDouble({ answer: TEN_WORDS, stepMs: 'manual' });
	const early = endpoint.chat(question(), patience({ stream: true }));
	await double.until(() => double.waiting === 1);
	double.step(5);
	const late = endpoint.chat(question(), patience({ stream: true }));
	await double.until(() => double.waiting === 1);
	double.step(6);
	await early;
	double.step(20);
	await late;
	expect(paceOf(endpoint.baseUrl, 'double-1b')).toBeUndefined();
});

it('learns nothing from an answer that came whole, was cut, or was short', async () => {
	const { endpoint } = await openDouble({ answer: TEN_WORDS, faults: [undefined, { kind: 'truncatedStream', afterTokens: 8 }] });
	await endpoint.chat(question(), patience());
	await endpoint.chat(question(), patience({ stream: true }));
	await endpoint.chat(question({ sampling: { maxTokens: 4 } }), patience({ stream: true }));
	expect(paceOf(endpoint.baseUrl, 'double-1b')).toBeUndefined();
});

it('keeps models apart and lets the newest call hold', () => {
	recordPace('http://pace.test/v1', 'a', { firstTokenMs: 100, durationMs: 1_090, usage: { completionTokens: 100 } });
	recordPace('http://pace.test/v1', 'b', { firstTokenMs: 50, durationMs: 248, usage: { completionTokens: 100 } });
	expect(paceOf('http://pace.test/v1', 'a')).toMatchObject({ firstTokenMs: 100, msPerToken: 10 });
	expect(aloneMs(paceOf('http://pace.test/v1', 'b')!, 100)).toBe(248);
	recordPace('http://pace.test/v1', 'a', { firstTokenMs: 10, durationMs: 505, usage: { completionTokens: 100 } });
	expect(paceOf('http://pace.test/v1', 'a')).toMatchObject({ firstTokenMs: 10, msPerToken: 5 });
	expect(aloneMs(paceOf('http://pace.test/v1', 'a')!, 0)).toBe(10);
});

it('measures with one short streamed call', async () => {
	const { double, endpoint } = await openDouble({ answer: () => 'word '.repeat(200) });
	const pace = await measurePace(endpoint, question(), new AbortController().signal);
	expect(pace).toEqual(paceOf(endpoint.baseUrl, 'double-1b'));
	expect(double.requests).toEqual([expect.objectContaining({ stream: true, max_tokens: 32 })]);
});

it.each([
	['answers too shortly', (): string => 'Yes.', {}, 'tooShort'],
	['counts no tokens', TEN_WORDS, { stream_options: { include_usage: false } }, 'notCounted'],
] as const)('says why there is no pace of a model that %s, and asks no more for it', async (_, answer, extraBody, because) => {
	const { double, endpoint } = await openDouble({ answer });
	const measure = async () => await measurePace(endpoint, { ...question(), extraBody }, new AbortController().signal);
	expect(await measure()).toBe(because);
	expect(await measure()).toBe(because);
	expect(double.requests).toHaveLength(1);
});

it('says that an answer broke off, and measures again the next time', async () => {
	const { double, endpoint } = await openDouble({ answer: TEN_WORDS, faults: () => ({ kind: 'truncatedStream', afterTokens: 3 }) });
	const measure = async () => await measurePace(endpoint, question(), new AbortController().signal);
	expect(await measure()).toBe('brokeOff');
	expect(await measure()).toBe('brokeOff');
	expect(double.requests).toHaveLength(2);
});

it('measures nothing while other clones are under way', async () => {
	const { double, endpoint } = await openDouble({ answer: TEN_WORDS, stepMs: 'manual' });
	const other = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	const measured = measurePace(endpoint, question(), new AbortController().signal);
	await double.until(() => double.waiting === 2);
	double.step(20);
	expect(await measured).toBe('notAlone');
	await other;
});

it('knows the newest 256 models, and forgets the one that was measured longest ago', () => {
	const record = (model: number) =>
		recordPace('http://paces.test/v1', `model ${model}`, { firstTokenMs: 1, durationMs: 100, usage: { completionTokens: 100 } });
	for (let model = 0; model < 256; model++) record(model);
	record(0);
	for (let model = 256; model < 300; model++) record(model);
	expect([0, 1, 44, 45, 299].map((model) => paceOf('http://paces.test/v1', `model ${model}`) !== undefined)).toEqual([
		true,
		false,
		false,
		true,
		true,
	]);
});
