import { describe, expect, it } from 'vitest';
import type { Candidate } from '../../../nodes/engine/candidate';
import { writeReceipt, type RunRecord } from '../../../nodes/engine/fanout/writeReceipt';

const candidate = (clone: number, usage: Candidate['usage'], model = 'm'): Candidate => ({
	run: { id: 'r', task: 't', clone, clones: 2 },
	approach: 'a',
	model,
	sampling: {},
	text: 'x',
	finishReason: 'stop',
	usage,
	timing: { startedAt: '2026-01-01T00:00:00.000Z', durationMs: 700 },
	attempts: 1,
});

const pace = { firstTokenMs: 50, msPerToken: 10, measuredAt: '2026-01-01T00:00:00.000Z' };

const record = (changes: Partial<RunRecord>): RunRecord => ({
	id: 'r',
	asked: 2,
	candidates: [
		candidate(1, { promptTokens: 5, completionTokens: 21, cachedTokens: 4 }),
		candidate(2, { promptTokens: 5, completionTokens: 41 }),
	],
	missing: [],
	stoppedBecause: 'all clones had ended',
	wallMs: 500,
	requests: 3,
	started: 2,
	limits: { cloneTimeoutMs: 300_000 },
	paceOf: () => pace,
	tokens: { prompt: 10, completion: 62, cached: 4, unknown: 0 },
	notes: [],
	...changes,
});

describe('writeReceipt', () => {
	it('works out from the pace what the answered clones would have taken alone', () => {
		expect(writeReceipt(record({}))).toMatchObject({ oneByOneMs: 50 + 200 + 50 + 400, savedMs: 200, speedup: 1.4, clonesMs: 1400, pace });
	});

	it('says so when nothing was saved', () => {
		expect(writeReceipt(record({ wallMs: 1000 }))).toMatchObject({ savedMs: -300, speedup: 0.7 });
	});

	it('says nothing of time saved where it would be more than the clones can save', () => {
		const receipt = writeReceipt(record({ wallMs: 330 }));
		for (const key of ['oneByOneMs', 'savedMs', 'speedup']) expect(receipt).not.toHaveProperty(key);
		expect(writeReceipt(record({ wallMs: 350 }))).toMatchObject({ speedup: 2 });
	});

	it('takes off what a speed-up is above the number of clones by rounding', () => {
		expect(writeReceipt(record({ wallMs: 349 }))).toMatchObject({ oneByOneMs: 698, savedMs: 349, speedup: 2 });
		expect(writeReceipt(record({ wallMs: 340 }))).toMatchObject({ oneByOneMs: 680, savedMs: 340, speedup: 2 });
	});

	it.each([
		['cloneTimeout', false],
		['runDeadline', false],
		['connectionLost', true],
	])('gives a figure of a run in which a clone ended with %s: %s', (kind, isTold) => {
		const missing = [{ clone: 3, kind, reason: '', advice: '', cancelled: false }];
		expect('savedMs' in writeReceipt(record({ asked: 3, missing }))).toBe(isTold);
	});

	it('judges the server by its own clones alone, each answered at the first try', () => {
		const lost = { clone: 3, kind: 'connectionLost', reason: '', advice: '', cancelled: false };
		const [first, second] = record({}).candidates as [Candidate, Candidate];
		const judged = (changes: Partial<RunRecord>) => writeReceipt(record({ wallMs: 720, requests: 2, ...changes })).gainsNothing;
		expect(judged({})).toBe(true);
		expect(judged({ requests: 3 })).toBeUndefined();
		expect(judged({ missing: [lost] })).toBeUndefined();
		expect(judged({ candidates: [first, { ...second, larger: true }] })).toBeUndefined();
	});

	it('counts what was cut, and says by whom', () => {
		const [first, second] = record({}).candidates as [Candidate, Candidate];
		const cut = { ...first, finishReason: 'length', sampling: { maxTokens: 20 } };
		expect(writeReceipt(record({ candidates: [cut, second] }))).toMatchObject({ answered: 2, cut: 1, cutBy: ['Max Tokens'] });
		expect(writeReceipt(record({}))).toMatchObject({ cut: 0 });
		expect(writeReceipt(record({}))).not.toHaveProperty('cutBy');
	});

	it('gives no figure at all where the pace of one model is unknown', () => {
		const receipt = writeReceipt(
			record({
				candidates: [candidate(1, { completionTokens: 21 }), candidate(2, { completionTokens: 21 }, 'other')],
				paceOf: (model) => (model === 'm' ? pace : undefined),
			}),
		);
		for (const key of ['oneByOneMs', 'savedMs', 'speedup', 'pace']) expect(receipt).not.toHaveProperty(key);
		expect(receipt.models).toEqual(['m', 'other']);
	});

	it('tells no time saved where the server did not tell the tokens of one clone', () => {
		const receipt = writeReceipt(record({ candidates: [candidate(1, { promptTokens: 5, completionTokens: 21 }), candidate(2, {})] }));
		expect(receipt).not.toHaveProperty('oneByOneMs');
	});

	it('counts requests beyond the first of each clone as retries', () => {
		expect(writeReceipt(record({}))).toMatchObject({ requests: 3, retries: 1 });
	});
});
