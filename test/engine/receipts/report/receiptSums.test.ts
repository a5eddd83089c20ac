import { describe, expect, it } from 'vitest';
import type { KeptReceipt } from '../../../../nodes/engine/receipts/keptReceipt';
import { ReceiptSums } from '../../../../nodes/engine/receipts/report/receiptSums';
import { manyReceipts, receiptOf } from '../receiptOf';

function sumsOf(receipts: readonly KeptReceipt[], timeZone?: string): ReceiptSums {
	const sums = new ReceiptSums(timeZone);
	for (const receipt of receipts) sums.add(receipt);
	return sums;
}

const receipts = manyReceipts(10_000);
const add = (of: (receipt: KeptReceipt) => number | undefined, among = receipts) => among.reduce((sum, each) => sum + (of(each) ?? 0), 0);
const isRun = ({ kind }: KeptReceipt) => kind === 'fanOut' || kind === 'chatModel';

describe('the sums of 10,000 receipts', () => {
	const sums = sumsOf(receipts);

	it('equal a plain sum over them', () => {
		const runs = receipts.filter(isRun);
		expect(sums.total).toMatchObject({
			receipts: 10_000,
			runs: runs.length,
			asked: add(({ asked }) => asked, runs),
			answered: add(({ answered }) => answered, runs),
			cut: add(({ cut }) => cut, runs),
			failed: add(({ failures }) => failures?.reduce((sum, { clones }) => sum + clones, 0)),
			savedMs: add(({ savedMs }) => savedMs),
			measuredRuns: receipts.filter(({ savedMs }) => savedMs !== undefined).length,
			cacheHits: add(({ cacheHits }) => cacheHits),
			requests: add(({ requests }) => requests),
			retries: add(({ retries }) => retries),
			promptTokens: add(({ tokens }) => tokens.prompt),
			completionTokens: add(({ tokens }) => tokens.completion),
			cachedTokens: add(({ tokens }) => tokens.cached),
			unknownTokens: add(({ tokens }) => tokens.unknown),
			picked: receipts.filter(({ outcome }) => outcome?.result === 'accepted' || outcome?.result === 'picked').length,
		});
		expect(sums.total.savedMs).not.toBe(0);
	});

	it.each(['byWorkflow', 'byModel', 'byDay'] as const)('are the same added up %s', (groups) => {
		for (const key of ['receipts', 'runs', 'failed', 'savedMs', 'requests', 'promptTokens', 'picked', 'cacheHits'] as const)
			expect(sums[groups].reduce((sum, { totals }) => sum + totals[key], 0)).toBe(sums.total[key]);
		expect(sums[groups].length).toBeGreaterThan(2);
	});

	it('count every failure by its kind and every agreement in its class', () => {
		expect(sums.failures.reduce((sum, [, clones]) => sum + clones, 0)).toBe(sums.total.failed);
		expect(sums.agreementClasses.reduce((sum, count) => sum + count, 0)).toBe(sums.total.agreements);
		expect(sums.byPicking.reduce((sum, { totals }) => sum + totals.decided, 0)).toBe(sums.total.decided);
		expect(sums.syntheses.reduce((sum, { count }) => sum + count, 0)).toBe(receipts.filter(({ kind }) => kind === 'synthesis').length);
	});
});

describe('sums', () => {
	it('know a workflow by its id, and call it by its newest name', () => {
		const named = (name: string) => receiptOf({ workflow: { id: 'w', name } });
		expect(sumsOf([named('New name'), named('Old name')]).byWorkflow).toMatchObject([{ name: 'New name', totals: { receipts: 2 } }]);
	});

	it('count a run of several models as one of all of them', () => {
		const sums = sumsOf([receiptOf({ models: ['a', 'b'] }), receiptOf({ models: ['a'] }), receiptOf({ models: [] })]);
		expect(sums.byModel.map(({ name }) => name)).toEqual(['a + b', 'a', 'No model']);
	});

	it.each([
		['UTC', '2026-11-20'],
		['Asia/Kathmandu', '2026-11-21'],
		['America/New_York', '2026-11-20'],
		['Nowhere/None', '2026-11-20'],
	])('count a day as it is in %s', (timeZone, day) => {
		const late = receiptOf({ at: '2026-11-20T18:16:00.000Z' });
		expect(sumsOf([late], timeZone).byDay.map(({ name }) => name)).toEqual([day]);
	});

	it('end a day at a quarter of an hour where the zone does', () => {
		const at = ['2026-11-20T18:14:59.000Z', '2026-11-20T18:15:00.000Z'];
		expect(
			sumsOf(
				at.map((each) => receiptOf({ at: each })),
				'Asia/Kathmandu',
			).byDay.map(({ name }) => name),
		).toEqual(['2026-11-20', '2026-11-21']);
	});

	it('take the pace of a model from the newest receipt that has one', () => {
		const of = (firstTokenMs: number) => receiptOf({ pace: { firstTokenMs, msPerToken: 1, measuredAt: '2026-11-20T10:00:00.000Z' } });
		expect(sumsOf([receiptOf(), of(2), of(1)]).measuredPaces).toMatchObject([['double-1b', { firstTokenMs: 2 }]]);
	});
});
