import { afterEach, describe, expect, it } from 'vitest';
import { readReceipts } from '../../nodes/engine/receipts/readReceipts';
import type { ReceiptFilter, ReceiptStore } from '../../nodes/engine/receipts/receiptStore';
import { manyReceipts, receiptOf } from '../engine/receipts/receiptOf';
import type { Database } from './memoryStore';

const signal = new AbortController().signal;
const unlimited = { most: 1e6, maxAgeMs: 1e13 };

/** Every place for receipts must pass this. */
export function describeReceiptStore(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} honours the receipt store contract`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const openMany = async (count: number): Promise<readonly ReceiptStore[]> => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const stores = Array.from({ length: count }, () => database.open());
			cleanUps.push(async () => void (await Promise.all(stores.map(async (store) => await store.close()))));
			return stores.map(({ receipts }) => receipts);
		};
		const idsOf = async (store: ReceiptStore, filter: ReceiptFilter = {}) =>
			(await store.list(filter, { limit: 1_000 }, signal)).receipts.map(({ executionId }) => executionId);

		it('gives receipts back as they were kept, the last one first, over pages of any size', async () => {
			const [store] = await openMany(1);
			const kept = manyReceipts(2_500).toReversed();
			await store!.keep(kept, unlimited, signal);
			const read = [];
			for await (const page of readReceipts(store!, {}, signal)) read.push(...page);
			expect(read).toEqual(kept.toReversed());
			const { receipts, next } = await store!.list({}, { limit: 2_499 }, signal);
			expect(receipts).toHaveLength(2_499);
			expect((await store!.list({}, { limit: 10, after: next! }, signal)).receipts).toEqual(kept.slice(0, 1));
		});

		it('keeps all that several write at once', async () => {
			const stores = await openMany(4);
			await Promise.all(
				Array.from(
					{ length: 40 },
					async (_, number) => await stores[number % 4]!.keep([receiptOf({ executionId: String(number) })], unlimited, signal),
				),
			);
			expect(new Set(await idsOf(stores[0]!)).size).toBe(40);
		});

		it('finds receipts by workflow, node, model and time, each compared whole', async () => {
			const [store] = await openMany(1);
			const at = '2026-11-21T00:00:00.000Z';
			const odd = `50%_"it's"\\`;
			await store!.keep(
				[
					receiptOf({ executionId: '1' }),
					receiptOf({ executionId: '2', at, workflow: { id: 'w2', name: odd } }),
					receiptOf({ executionId: '3', at, node: odd, models: ['a', `${odd}`] }),
					receiptOf({ executionId: '4', models: ['double-1'] }),
				],
				unlimited,
				signal,
			);
			expect(await idsOf(store!, { workflow: odd })).toEqual(['2']);
			expect(await idsOf(store!, { workflow: 'w2' })).toEqual(['2']);
			expect(await idsOf(store!, { workflow: 'W2' })).toEqual([]);
			expect(await idsOf(store!, { node: odd })).toEqual(['3']);
			expect(await idsOf(store!, { model: odd })).toEqual(['3']);
			expect(await idsOf(store!, { model: 'double-1' })).toEqual(['4']);
			expect(await idsOf(store!, { since: at })).toEqual(['3', '2']);
			expect(await idsOf(store!, { since: at, model: 'a', node: odd })).toEqual(['3']);
		});

		it('removes the oldest beyond the limit, and what is too old', async () => {
			const [store] = await openMany(1);
			const now = Date.now();
			const of = (executionId: string, ageMs: number) => receiptOf({ executionId, at: new Date(now - ageMs).toISOString() });
			await store!.keep([of('1', 0), of('2', 0), of('3', 0)], unlimited, signal);
			await store!.keep([of('4', 0)], { ...unlimited, most: 2 }, signal);
			expect(await idsOf(store!)).toEqual(['4', '3']);
			await store!.keep([of('5', 90_000), of('6', 30_000)], { most: 1e6, maxAgeMs: 60_000 }, signal);
			expect(await idsOf(store!)).toEqual(['6', '4', '3']);
		});
	});
}
