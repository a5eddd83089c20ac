import { afterEach, describe, expect, it } from 'vitest';
import { fanOutOn } from '../../support/fanOutOn';
import { startVllmDouble, type Fault, type VllmDouble } from '../../support/vllmDouble/index.ts';

const clones = 2000;
const LEAST_DEADLINE_MS = 8_000;
/** Failed calls wait and are made again. */
const TIMES_CALM = 2.5;

/** Every way in which a server can let a client down; each hits its share of a third of all requests. */
const faults: readonly Fault[] = [
	{ kind: 'status', status: 500 },
	{ kind: 'status', status: 503 },
	{ kind: 'status', status: 503, retryAfter: '1' },
	{ kind: 'status', status: 429 },
	{ kind: 'hang' },
	{ kind: 'resetBeforeBytes' },
	{ kind: 'resetMidway' },
	{ kind: 'stallMidway' },
	{ kind: 'cutJson' },
	{ kind: 'truncatedStream' },
	{ kind: 'malformedSse' },
	{ kind: 'errorChunk' },
	{ kind: 'html' },
	{ kind: 'emptyBody' },
	{ kind: 'otherJson', body: { unexpected: true } },
	{ kind: 'wrongSchema' },
];

/** How long the same clones take of a server that fails nothing: machines differ, and so does the same one from day to day. */
async function measureCalm(request: Parameters<typeof fanOutOn>[1]): Promise<number> {
	const calm = await startVllmDouble({ stepMs: 1, maxNumSeqs: 256, answer: ({ seed }) => JSON.stringify({ clone: seed }) });
	try {
		const startedAt = Date.now();
		const { receipt } = await fanOutOn(calm, request);
		expect(receipt.answered).toBe(clones);
		return Date.now() - startedAt;
	} finally {
		await calm.close();
	}
}

let double: VllmDouble;
afterEach(async () => await double.close());

describe.each([
	{ how: 'whole answers', keepCutAnswers: false },
	{ how: 'streamed answers', keepCutAnswers: true },
])('2,000 clones over a server that fails a third of the calls, $how', ({ keepCutAnswers }) => {
	it('end answered or missing with a reason, none twice, none past the deadline', async () => {
		double = await startVllmDouble({
			stepMs: 1,
			maxNumSeqs: 256,
			answer: ({ seed }) => JSON.stringify({ clone: seed }),
			faults: ({ index }) => (index % 3 === 0 ? faults[(index / 3) % faults.length] : undefined),
		});
		const request = {
			clones,
			keepCutAnswers,
			answerFormat: { kind: 'json', schema: { type: 'object', properties: { clone: { type: 'number' } }, required: ['clone'] } },
			sampling: { seed: 1, maxTokens: 64 },
		} as const;
		const calmMs = await measureCalm({ ...request, cloneTimeoutMs: 120_000 });
		const deadlineMs = Math.max(LEAST_DEADLINE_MS, TIMES_CALM * calmMs);
		const startedAt = Date.now();
		const { candidates, receipt } = await fanOutOn(double, { ...request, deadlineMs, cloneTimeoutMs: deadlineMs });
		const endedAt = Date.now();

		const ended = [...candidates.map(({ run }) => run.clone), ...receipt.missing.map(({ clone }) => clone)].sort(
			(left, right) => left - right,
		);
		expect(ended).toEqual(Array.from({ length: clones }, (_, index) => index + 1));
		for (const { data, run } of candidates) expect(data).toEqual({ clone: run.clone });
		for (const { reason, advice } of receipt.missing) expect([reason.length, advice.length].every((length) => length > 10)).toBe(true);
		expect(receipt).toMatchObject({ asked: clones, answered: candidates.length, cancelled: 0 });
		// What the deadline found on its way never came in; of each clone it is one request at most.
		const onTheirWay = receipt.missing.filter(({ reason }) => / ran out | deadline /.test(reason)).length;
		expect(receipt.requests).toBeGreaterThanOrEqual(double.counters.received);
		expect(receipt.requests).toBeLessThanOrEqual(double.counters.received + onTheirWay);
		expect(candidates.length).toBeGreaterThan(clones / 2);
		expect(new Set(receipt.missing.map(({ reason }) => reason)).size).toBeGreaterThan(5);
		for (const { timing } of candidates)
			expect(Date.parse(timing.startedAt) + timing.durationMs).toBeLessThanOrEqual(startedAt + deadlineMs + Math.max(1_000, calmMs / 2));
		// Not a measure of speed: the run may not outlive its own deadline by more than it takes to close 2,000 connections.
		expect(endedAt - startedAt).toBeLessThan(deadlineMs + Math.max(4_000, calmMs));

		await double.until(() => double.counters.inFlight === 0);
		expect(double.counters.received).toBe(double.counters.completed + double.counters.abortedByClient + double.counters.broken);
	}, 600_000);

	it('leave nothing in flight after a stop', async () => {
		double = await startVllmDouble({
			stepMs: 'manual',
			faults: ({ index }) => (index % 3 === 0 ? faults[(index / 3) % faults.length] : undefined),
		});
		const stop = new AbortController();
		const run = fanOutOn(double, { clones, keepCutAnswers, cloneTimeoutMs: 60_000 }, stop.signal);
		await double.until(() => double.counters.received >= clones);
		stop.abort(new Error('stopped by the user'));
		await expect(run).rejects.toThrow('stopped by the user');
		await double.until(() => double.counters.inFlight === 0);
		const { received } = double.counters;
		expect(received).toBe(double.counters.completed + double.counters.abortedByClient + double.counters.broken);
	}, 600_000);
});
