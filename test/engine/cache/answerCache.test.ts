import { describe, expect, it } from 'vitest';
import { AnswerCache, type AnswerCacheSettings } from '../../../nodes/engine/cache/answerCache';
import { answerKey } from '../../../nodes/engine/cache/answerKey';
import type { ChatRequest } from '../../../nodes/engine/endpoint';
import { MemoryRecords } from '../../support/MemoryRecords';
import type { VllmDoubleSettings } from '../../support/vllmDouble/index.ts';
import { openDouble, patience, question } from '../endpoint/openDouble';

const hourMs = 3_600_000;
const asked = () => new AbortController().signal;

async function open(settings: VllmDoubleSettings = {}, cacheSettings: Partial<AnswerCacheSettings> = {}) {
	const { double, endpoint } = await openDouble(settings);
	const records = new MemoryRecords();
	const openCache = (changes: Partial<AnswerCacheSettings> = {}) =>
		new AnswerCache({ records, namespace: 'tests', savesAnswers: true, ...cacheSettings, ...changes });
	const ask = async (changes: Partial<ChatRequest> = {}, { cache = openCache(), signal = asked() } = {}) => {
		const request = question(changes);
		const key = answerKey(endpoint.baseUrl, request);
		return await cache.answer(
			{
				key,
				asksForJson: request.jsonSchema !== undefined,
				ask: async (askSignal) => await endpoint.chat(request, patience({ signal: askSignal })),
			},
			signal,
		);
	};
	return { double, records, openCache, ask };
}

describe('AnswerCache', () => {
	it('gives the same answer to the same question, and says since when it has it', async () => {
		const { double, ask } = await open();
		const first = await ask();
		const second = await ask();
		expect(first.kind).toBe('asked');
		expect(second).toMatchObject({
			kind: 'found',
			savedAt: '2026-01-01T00:00:00.000Z',
			answer: { text: first.answer.text, model: first.answer.model, finishReason: first.answer.finishReason, usage: first.answer.usage },
		});
		expect(double.counters.received).toBe(1);
	});

	it.each([
		['seed', { sampling: { temperature: 0, seed: 8 } }],
		['temperature', { sampling: { temperature: 1 } }],
		['model', { model: 'other-1b' }],
		['schema', { jsonSchema: { type: 'object' } }],
		['message', { messages: [{ role: 'user', content: 'What else?' }] }],
		['extra body', { extraBody: { top_k: 3 } }],
	] satisfies Array<[string, Partial<ChatRequest>]>)('takes another %s for another question', async (_, changes) => {
		const { double, ask } = await open({ models: ['double-1b', 'other-1b'] });
		await ask();
		expect((await ask(changes)).kind).toBe('asked');
		expect(double.counters.received).toBe(2);
	});

	it('keeps namespaces apart', async () => {
		const { double, ask, openCache } = await open();
		await ask();
		await ask({}, { cache: openCache({ namespace: 'others' }) });
		expect(double.counters.received).toBe(2);
	});

	it.each([
		['cut', {}, { text: 'half an', finishReason: 'cut' }],
		['filtered', {}, { text: 'I', finishReason: 'content_filter' }],
		['empty', {}, { text: ' \n', finishReason: 'stop' }],
		['length-cut', {}, { text: 'half an', finishReason: 'length' }],
		['length-cut JSON', { asksForJson: true }, { text: '{"a"', finishReason: 'length' }],
		['unread JSON', { asksForJson: true }, { text: 'no JSON', finishReason: 'stop' }],
	])('never keeps a %s answer', async (_, { asksForJson = false }: { asksForJson?: boolean }, answer) => {
		const { records, openCache } = await open();
		let times = 0;
		const ask = async () => {
			times++;
			return { model: 'm', usage: {}, ...answer };
		};
		for (const _again of [1, 2]) expect((await openCache().answer({ key: 'k', asksForJson, ask }, asked())).kind).toBe('asked');
		expect([times, records.size]).toEqual([2, 0]);
	});

	it.each([
		['that ran into Max Tokens', { text: 'half an', finishReason: 'length' }, false],
		['without the JSON that is asked for', { text: 'no JSON', finishReason: 'stop' }, true],
	])('asks again where an old store holds an answer %s', async (_, old, asksForJson) => {
		const { records, openCache } = await open();
		await records.save('answer', 'tests', 'k', { model: 'm', usage: {}, ...old }, asked());
		const ask = async () => ({ model: 'm', text: 'whole', data: {}, finishReason: 'stop', usage: {} });
		const answer = async () => await openCache({ namespace: 'tests' }).answer({ key: 'k', asksForJson, ask }, asked());
		expect(await answer()).toMatchObject({ kind: 'asked', answer: { text: 'whole' } });
		expect(await answer()).toMatchObject({ kind: 'found', answer: { text: 'whole' } });
	});

	it('never keeps what an error said', async () => {
		const { double, records, ask } = await open({ faults: [{ kind: 'status', status: 400 }] });
		await expect(ask()).rejects.toMatchObject({ name: 'EndpointError' });
		expect(records.size).toBe(0);
		expect((await ask()).kind).toBe('asked');
		expect(double.counters.received).toBe(2);
	});

	it('saves nothing where somebody else decides what was good, but finds what they saved', async () => {
		const { double, records, ask, openCache } = await open({}, { savesAnswers: false });
		await ask();
		expect(records.size).toBe(0);
		await ask({}, { cache: openCache({ savesAnswers: true }) });
		expect((await ask()).kind).toBe('found');
		expect(double.counters.received).toBe(2);
	});

	it('asks again once an answer is too old', async () => {
		const { double, records, ask } = await open({}, { maxAgeMs: hourMs });
		await ask();
		records.nowMs += hourMs - 1;
		expect((await ask()).kind).toBe('found');
		records.nowMs += 1;
		expect((await ask()).kind).toBe('asked');
		expect(double.counters.received).toBe(2);
	});

	it('lets the oldest answers go when there are too many', async () => {
		const { records, ask, openCache } = await open();
		const cache = openCache({ mostAnswers: 2 });
		for (const seed of [1, 2, 3]) {
			records.nowMs += 1;
			await ask({ sampling: { seed } }, { cache });
		}
		await cache.tidy(asked());
		expect(records.size).toBe(2);
		expect((await ask({ sampling: { seed: 1 } })).kind).toBe('asked');
	});

	it('asks for what it cannot read', async () => {
		const { records, openCache } = await open();
		await records.save('answer', 'tests', 'k', { from: 'another version' }, asked());
		const ask = async () => ({ model: 'm', text: 'new', finishReason: 'stop', usage: {} });
		expect((await openCache().answer({ key: 'k', asksForJson: false, ask }, asked())).kind).toBe('asked');
	});

	it('asks without a store that is down, notes it once and tries it no more', async () => {
		const { double, records, ask, openCache } = await open();
		records.breakWith(new Error('the disk is full'));
		const cache = openCache();
		for (const seed of [1, 2, 3]) expect((await ask({ sampling: { seed } }, { cache })).kind).toBe('asked');
		expect(cache.notes).toEqual([
			expect.stringContaining('The answer cache could not be read, so the clones were asked: the disk is full'),
		]);
		expect(records.calls).toMatchObject({ find: 1, save: 0 });
		expect(double.counters.received).toBe(3);
	});
});

describe('AnswerCache, asked the same at once', () => {
	it('makes one request of a thousand', async () => {
		const { double, ask } = await open();
		const answers = await Promise.all(Array.from({ length: 1_000 }, async () => await ask()));
		expect(double.counters.received).toBe(1);
		expect(answers.filter(({ kind }) => kind === 'asked')).toHaveLength(1);
		expect(new Set(answers.map(({ answer }) => answer.text)).size).toBe(1);
	});

	it('goes on for the others when the one that asked is aborted', async () => {
		const { double, ask } = await open({ stepMs: 'manual' });
		const leaves = new AbortController();
		const leader = ask({}, { signal: leaves.signal });
		const followers = [ask(), ask()];
		await double.until(() => double.counters.inFlight === 1);
		leaves.abort(new Error('stopped'));
		await expect(leader).rejects.toThrow('stopped');
		const stepping = setInterval(() => double.step(), 1);
		const answers = await Promise.all(followers).finally(() => clearInterval(stepping));
		expect(answers.map(({ kind }) => kind)).toEqual(['found', 'found']);
		expect(double.counters).toMatchObject({ received: 1, abortedByClient: 0 });
	});

	it('closes the request when all are aborted', async () => {
		const { double, ask } = await open({ stepMs: 'manual' });
		const stop = new AbortController();
		const both = Promise.allSettled([ask({}, { signal: stop.signal }), ask({}, { signal: stop.signal })]);
		await double.until(() => double.counters.inFlight === 1);
		stop.abort(new Error('stopped'));
		expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
		await double.until(() => double.counters.abortedByClient === 1);
	});

	it('lets each ask by itself when the one that asked gets an error', async () => {
		const { double, ask } = await open({ faults: [{ kind: 'status', status: 400 }, undefined, { kind: 'status', status: 400 }] });
		const settled = await Promise.allSettled([ask(), ask(), ask(), ask()]);
		expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'fulfilled', 'rejected', 'rejected']);
		expect(settled[0]?.status).toBe('rejected');
		expect(double.counters.received).toBe(4);
	});

	it('shares no answer that was cut', async () => {
		const { openCache } = await open();
		let times = 0;
		const ask = async () => ({ model: 'm', text: `answer ${++times}`, finishReason: times === 1 ? 'cut' : 'stop', usage: {} });
		const [leader, follower] = await Promise.all(
			[1, 2].map(async () => await openCache().answer({ key: 'k', asksForJson: false, ask }, asked())),
		);
		expect([leader?.answer.finishReason, follower?.answer.finishReason]).toEqual(['cut', 'stop']);
	});
});
