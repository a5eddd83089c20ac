import { expect, it } from 'vitest';
import { aloneMs, measurePace, paceOf } from '../../../nodes/engine/endpoint';
import { recordPace } from '../../../nodes/engine/endpoint/pace';
import { openDouble, patience, question } from './openDouble';

const TEN_WORDS = () => 'one two three four five six seven eight nine ten';

it('keeps the pace of a streamed call that had the server to itself', async () => {
	const { endpoint } = await openDouble({ answer: TEN_WORDS, stepMs: 5 });
	expect(paceOf(endpoint.baseUrl, 'double-1b')).toBeUndefined();
	const { timing, usage } = await endpoint.chat(question(), patience({ stream: true }));
	const pace = paceOf(endpoint.baseUrl, 'double-1b')!;
	expect(pace.firstTokenMs).toBe(timing.firstTokenMs);
	expect(aloneMs(pace, usage.completionTokens!)).toBeCloseTo(timing.durationMs);
	expect(pace.measuredAt).toMatch(/^\d{4}-.*Z$/);
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

it('measures nothing while other clones are under way', async () => {
	const { double, endpoint } = await openDouble({ answer: TEN_WORDS, stepMs: 'manual' });
	const other = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	const measured = measurePace(endpoint, question(), new AbortController().signal);
	await double.until(() => double.waiting === 2);
	double.step(20);
	expect(await measured).toBeUndefined();
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
