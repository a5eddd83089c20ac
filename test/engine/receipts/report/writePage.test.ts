import { describe, expect, it } from 'vitest';
import type { KeptReceipt } from '../../../../nodes/engine/receipts/keptReceipt';
import { describeSums } from '../../../../nodes/engine/receipts/report/describeSums';
import { ReceiptSums } from '../../../../nodes/engine/receipts/report/receiptSums';
import { writePage } from '../../../../nodes/engine/receipts/report/writePage';
import { manyReceipts, receiptOf } from '../receiptOf';

function pageOf(receipts: readonly KeptReceipt[], filter = {}): string {
	const sums = new ReceiptSums();
	for (const receipt of receipts) sums.add(receipt);
	return writePage(sums, { filter, writtenAt: '2026-11-28T20:00:00.000Z' });
}

const outside = /\b(?:src|href|action|url)\s*[=(]|@import|https?:|<script|<link|<iframe|<object|<img/i;

describe('the page of a report', () => {
	it.each([0, 1, 10_000])('of %i receipts asks nothing of anybody and is under a megabyte', (count) => {
		const page = pageOf(manyReceipts(count));
		expect(page).not.toMatch(outside);
		expect(page).toContain(`content="default-src 'none'; style-src 'unsafe-inline'"`);
		expect(page.length).toBeLessThan(1_000_000);
	});

	it('stays under a megabyte where every receipt has names of its own', () => {
		const names = Array.from({ length: 3_000 }, (_, place) => `${place} ${'&'.repeat(190)}`);
		const page = pageOf(
			names.map((name) =>
				receiptOf({ workflow: { id: name, name }, models: [name], outcome: { by: name, result: name }, kind: 'synthesis' }),
			),
		);
		expect(page.length).toBeLessThan(1_000_000);
		expect(page).toContain('2,961 others');
	});

	it('says what to do where there are none, and that it is the conditions where there are some', () => {
		expect(pageOf([])).toContain('Run a workflow with Shadow Clone Fan-Out');
		expect(pageOf([], { node: 'Nobody' })).toContain('only node Nobody');
		expect(pageOf([], { node: 'Nobody' })).toContain('Nothing meets all conditions');
	});

	it('shows names of strangers as text, wherever they stand', () => {
		const evil = `"><img src=x onerror='alert(1)'></title><script>alert(2)</script>&amp;`;
		const pace = { firstTokenMs: 1, msPerToken: 1, measuredAt: '2026-11-20T10:00:00.000Z' };
		const of = (said: Partial<KeptReceipt>) =>
			receiptOf({
				workflow: { id: evil, name: evil },
				node: evil,
				models: [evil],
				failures: [{ kind: evil, clones: 1 }],
				pace,
				savedMs: 1,
				...said,
			});
		const outcome = { by: evil, result: evil, agreement: 1 };
		const page = pageOf([of({}), of({ kind: 'evaluation', outcome }), of({ kind: 'synthesis', outcome })], { workflow: evil });
		expect(page.match(/&lt;script&gt;/g)?.length).toBeGreaterThanOrEqual(6);
		expect(page).not.toMatch(/<(?:img|script)/);
		expect(page.match(/<\/title>/g)?.length).toBe(1 + (page.match(/<g><title>/g)?.length ?? 0));
	});

	it('says how time saved was measured, or that it was not', () => {
		const pace = { firstTokenMs: 180, msPerToken: 20, measuredAt: '2026-11-20T10:00:00.000Z' };
		const page = pageOf([receiptOf({ savedMs: 90_000, pace }), receiptOf()]);
		expect(page).toContain('Time saved: 90 s');
		expect(page).toContain('Measured in 1 of 2 runs');
		expect(page).toMatch(/<td>180 ms<\/td><td>20.0 ms<\/td><td>50<\/td><td>2026-11-20 10:00 UTC<\/td>/);
		expect(pageOf([receiptOf()])).toContain('Not measured in any of these runs. Measure Pace in');
		expect(pageOf([receiptOf({ savedMs: -2_000 })])).toContain('Time saved: −2.0 s');
	});

	it('shows in its tables and bars the figures of the receipts', () => {
		const page = pageOf([
			receiptOf({ answered: 3, failures: [{ kind: 'connectionRefused', clones: 2 }] }),
			receiptOf({ kind: 'evaluation', outcome: { by: 'Run Tests', result: 'accepted', agreement: 0.8 } }),
			receiptOf({ kind: 'evaluation', outcome: { by: 'Run Tests', result: 'notAccepted', agreement: 0.4 } }),
			receiptOf({ kind: 'cacheLookUp', asked: 1, answered: 1, cacheHits: 1, models: [] }),
		]);
		expect(page).toMatch(/Connection refused[^]{0,80}2 \(100 %\)/);
		expect(page).toMatch(/<th scope="row">Run Tests<\/th><td>2<\/td><td>1<\/td><td>50 %<\/td><td>60 %<\/td>/);
		expect(page).toMatch(
			/<th scope="row">Support answers<\/th><td>1<\/td><td>3 of 5<\/td><td>2<\/td><td>–<\/td><td>1 of 2<\/td><td>60 %<\/td><td>1 of 1<\/td><td>600<\/td><td>20<\/td>/,
		);
	});
});

it('says in sentences what all came to', () => {
	const sums = new ReceiptSums();
	expect(describeSums(sums)).toBe('There are no receipts of runs yet.');
	sums.add(receiptOf({ savedMs: 4_000 }));
	expect(describeSums(sums)).toBe(
		'1 run from 2026-11-20 to 2026-11-20: 5 of 5 clones answered. 4.0 s saved, measured in 1 of 1 runs. 150 tokens in 5 requests.',
	);
});
