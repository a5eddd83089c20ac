import { describe, expect, it, vi } from 'vitest';
import type { KeptReceipt } from '../../../nodes/engine/receipts/keptReceipt';
import { ReceiptQueue } from '../../../nodes/engine/receipts/receiptQueue';
import { receiptOf } from './receiptOf';

function storeThat(keep: (receipts: readonly KeptReceipt[]) => Promise<void>) {
	return { keep, list: async () => ({ receipts: [] }) };
}

describe('a queue of receipts', () => {
	it('writes many in one batch, in their order, once somebody waits for it', async () => {
		const batches: string[][] = [];
		const queue = new ReceiptQueue(storeThat(async (receipts) => void batches.push(receipts.map(({ executionId }) => executionId))));
		for (const executionId of ['1', '2', '3']) queue.add(receiptOf({ executionId }));
		expect(batches).toEqual([]);
		await queue.settle();
		await queue.settle();
		expect(batches).toEqual([['1', '2', '3']]);
	});

	it('writes by itself after a while', async () => {
		const keep = vi.fn(async () => {});
		const queue = new ReceiptQueue(storeThat(keep));
		queue.add(receiptOf());
		await vi.waitFor(() => expect(keep).toHaveBeenCalledOnce(), { timeout: 10_000 });
	});

	it('tells once why a batch could not be kept, and goes on with the next', async () => {
		let isFull = true;
		const kept: KeptReceipt[] = [];
		const onTrouble = vi.fn();
		const queue = new ReceiptQueue(
			storeThat(async (receipts) => {
				if (isFull) throw new Error('The disk is full');
				kept.push(...receipts);
			}),
			onTrouble,
		);
		queue.add(receiptOf({ executionId: '1' }));
		await queue.settle();
		isFull = false;
		queue.add(receiptOf({ executionId: '2' }));
		await queue.settle();
		expect(kept.map(({ executionId }) => executionId)).toEqual(['2']);
		expect(onTrouble).toHaveBeenCalledOnce();
		expect([queue.takeTrouble(), queue.takeTrouble()]).toEqual(['The disk is full', undefined]);
	});

	it('holds no more than ten thousand that wait', async () => {
		let count = 0;
		const queue = new ReceiptQueue(storeThat(async (receipts) => void (count += receipts.length)));
		for (let place = 0; place < 10_005; place++) queue.add(receiptOf());
		await queue.settle();
		expect(count).toBe(10_000);
	});
});
