import { afterEach, describe, expect, it } from 'vitest';
import { AnswerCache } from '../../../nodes/engine/cache/answerCache';
import { fanOutOn as fanOut } from '../../support/fanOutOn';
import { MemoryRecords } from '../../support/MemoryRecords';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

let double: VllmDouble;
const start = async (settings: VllmDoubleSettings = {}) => (double = await startVllmDouble(settings));
afterEach(async () => await double?.close());

const signal = new AbortController().signal;
/** With room for whole answers, as cut ones are not kept. */
const fanOutOn: typeof fanOut = async (on, changes = {}, ...others) =>
	await fanOut(on, { sampling: { temperature: 0.7, seed: 1, maxTokens: 64 }, ...changes }, ...others);
const open = (records: MemoryRecords) => new AnswerCache({ records, namespace: 'tests', savesAnswers: true });
const answerFormat = {
	kind: 'json',
	schema: { type: 'object', properties: { answer: { type: 'number' } }, required: ['answer'] },
} as const;

describe('fanOut with an answer cache', () => {
	it('asks nobody the second time, hands out the same candidates and counts nothing as spent or saved', async () => {
		await start({ maxNumSeqs: 1 });
		const records = new MemoryRecords();
		const first = await fanOutOn(double, { measurePace: true }, signal, open(records));
		const second = await fanOutOn(double, { measurePace: true }, signal, open(records));
		expect(double.counters.received).toBe(6);
		expect(first.receipt).toMatchObject({ cacheHits: 0, requests: 6, oneByOneMs: expect.any(Number) });
		expect(second.receipt).toMatchObject({
			cacheHits: 5,
			requests: 0,
			retries: 0,
			answered: 5,
			tokens: { prompt: 0, completion: 0, cached: 0, unknown: 0 },
		});
		for (const key of ['oneByOneMs', 'savedMs', 'speedup', 'notes']) expect(second.receipt).not.toHaveProperty(key);
		const said = ({ candidates }: typeof first) =>
			candidates.map(({ run, text, sampling, answerKey }) => [run.clone, text, sampling, answerKey]);
		expect(said(second)).toEqual(said(first));
		for (const candidate of second.candidates) expect(candidate).toMatchObject({ attempts: 0, cached: { savedAt: expect.any(String) } });
		for (const candidate of first.candidates) expect(candidate).not.toHaveProperty('cached');
	});

	it('says nothing of a pace that nobody needs where all came from the cache', async () => {
		await start({ answer: () => '42' });
		const records = new MemoryRecords();
		const first = await fanOutOn(double, { measurePace: true }, signal, open(records));
		const second = await fanOutOn(double, { measurePace: true }, signal, open(records));
		expect(first.receipt.notes).toEqual([expect.stringContaining('The pace was not measured')]);
		expect(second.receipt).toMatchObject({ cacheHits: 5, requests: 0 });
		expect(second.receipt).not.toHaveProperty('notes');
	});

	it('asks only the clones that are new', async () => {
		await start();
		const records = new MemoryRecords();
		await fanOutOn(double, { clones: 2, difference: { by: 'sampling', spread: 0 } }, signal, open(records));
		const { receipt, candidates } = await fanOutOn(double, { clones: 5, difference: { by: 'sampling', spread: 0 } }, signal, open(records));
		expect(receipt).toMatchObject({ cacheHits: 2, requests: 3, answered: 5 });
		expect(candidates.map(({ attempts }) => attempts)).toEqual([0, 0, 1, 1, 1]);
		expect(receipt.tokens.completion).toBe(candidates.slice(2).reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0), 0));
	});

	it('claims nothing of a run at the same time whose answers it waited for', async () => {
		await start({ maxNumSeqs: 1 });
		const records = new MemoryRecords();
		await fanOutOn(double, { task: 'Something else', measurePace: true });
		const before = double.counters.received;
		const [two, five] = await Promise.all(
			[2, 5].map(async (clones) => await fanOutOn(double, { clones, difference: { by: 'sampling', spread: 0 } }, signal, open(records))),
		);
		expect(double.counters.received - before).toBe(5);
		expect(two!.receipt).toMatchObject({ cacheHits: 0, requests: 2 });
		expect(five!.receipt).toMatchObject({ answered: 5, cacheHits: 2, requests: 3 });
		const own = five!.candidates.slice(2).reduce((sum, { usage }) => sum + (usage.completionTokens ?? 0), 0);
		expect(five!.receipt.tokens.completion).toBe(own);
		const { pace, oneByOneMs, wallMs } = five!.receipt;
		// A busy machine measures a pace that says too much, and then there is no figure, or the highest that can be.
		expect([undefined, 3 * wallMs, Math.round(3 * pace!.firstTokenMs + (own - 3) * pace!.msPerToken)]).toContain(oneByOneMs);
		const third = await Promise.all([1, 2].map(async () => await fanOutOn(double, { task: 'A third thing' }, signal, open(records))));
		const [asked, waited] = third.map(({ receipt }) => receipt).sort((a, b) => b.requests - a.requests);
		expect(asked).toMatchObject({ requests: 5, cacheHits: 0 });
		expect(waited).toMatchObject({ requests: 0, cacheHits: 5, answered: 5 });
		for (const key of ['oneByOneMs', 'savedMs', 'speedup']) expect(waited).not.toHaveProperty(key);
	});

	it('keeps an answer that fitted only when asked again under the first question', async () => {
		await start({ answer: (_, index) => (index === 0 ? 'seven' : '{"answer": 7}') });
		const records = new MemoryRecords();
		await fanOutOn(double, { answerFormat, clones: 1 }, signal, open(records));
		const { candidates, receipt } = await fanOutOn(double, { answerFormat, clones: 1 }, signal, open(records));
		expect(double.counters.received).toBe(2);
		expect(candidates[0]).toMatchObject({ data: { answer: 7 }, attempts: 0 });
		expect(receipt).toMatchObject({ requests: 0, cacheHits: 1 });
	});

	it('keeps nothing of a clone that fitted neither time', async () => {
		await start({ answer: () => 'seven' });
		const records = new MemoryRecords();
		await expect(fanOutOn(double, { answerFormat, clones: 1 }, signal, open(records))).rejects.toMatchObject({
			name: 'TooFewAnswersError',
		});
		expect(records.size).toBe(0);
	});

	it('answers all the same when the store is down, and says so in the receipt', async () => {
		await start();
		const records = new MemoryRecords();
		records.breakWith(new Error('the disk is full'));
		const { receipt } = await fanOutOn(double, {}, signal, open(records));
		expect(receipt).toMatchObject({ answered: 5, cacheHits: 0, notes: [expect.stringContaining('the disk is full')] });
	});

	it('says nothing about a cache where there is none', async () => {
		await start();
		const { candidates, receipt } = await fanOutOn(double);
		for (const key of ['cacheHits', 'notes']) expect(receipt).not.toHaveProperty(key);
		for (const key of ['answerKey', 'cached']) expect(candidates[0]).not.toHaveProperty(key);
	});
});

const hang = async () => await new Promise<never>(() => {});

describe('fanOut with an answer cache whose store does not answer', () => {
	it.each(['find', 'save'] as const)('answers within Clone Timeout all the same, and says so (%s)', async (call) => {
		await start();
		const records = Object.assign(new MemoryRecords(), { [call]: hang });
		const { receipt } = await fanOutOn(double, { cloneTimeoutMs: 2000 }, signal, open(records));
		expect(receipt).toMatchObject({ answered: 5, notes: [expect.stringMatching(/its store did not answer within \d+(\.\d+)? s\.$/)] });
	});

	it('does not wait for old answers to be removed past the deadline', async () => {
		await start();
		const records = Object.assign(new MemoryRecords(), { trim: hang });
		const cache = new AnswerCache({ records, namespace: 'tests', savesAnswers: true, mostAnswers: 5 });
		const { receipt } = await fanOutOn(double, { deadlineMs: 500 }, signal, cache);
		expect(receipt).toMatchObject({ answered: 5, notes: [expect.stringMatching(/^Old answers were not removed from the answer cache/)] });
	});

	it('ends at once when it is stopped', async () => {
		await start();
		const stop = new AbortController();
		const asked = Promise.withResolvers<void>();
		const find = async () => {
			asked.resolve();
			return await hang();
		};
		const running = fanOutOn(double, {}, stop.signal, open(Object.assign(new MemoryRecords(), { find })));
		await asked.promise;
		stop.abort(new Error('Stop was pressed'));
		await expect(running).rejects.toThrow('Stop was pressed');
		expect(double.counters.received).toBe(0);
	});

	it('waits for another run that asks the same no longer than its own Clone Timeout', async () => {
		await start({ faults: () => ({ kind: 'hang' }) });
		const records = new MemoryRecords();
		const stop = new AbortController();
		const patient = fanOutOn(double, { clones: 1 }, stop.signal, open(records)).catch(() => {});
		await double.until(() => double.counters.inFlight === 1);
		await expect(fanOutOn(double, { clones: 1, cloneTimeoutMs: 100 }, signal, open(records))).rejects.toThrow(
			/Time was over while another clone was still being asked exactly the same question/,
		);
		expect(double.counters.received).toBe(1);
		stop.abort(new Error('enough'));
		await patient;
	});
});
