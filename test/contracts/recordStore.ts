import { afterEach, describe, expect, it } from 'vitest';
import type { RecordKind } from '../../nodes/engine/records';
import type { MemoryStore } from '../../nodes/engine/memory/stores';
import type { Database } from './memoryStore';

/** Of another kind than any that the package keeps. */
const other = 'other' as RecordKind;
const signal = new AbortController().signal;

/** Every place for cached answers must pass this. */
export function describeRecordStore(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} honours the record store contract`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const openMany = async (count: number) => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const stores = Array.from({ length: count }, () => database.open());
			cleanUps.push(async () => void (await Promise.all(stores.map(async (store: MemoryStore) => await store.close()))));
			return stores.map(({ records }) => records);
		};

		it('keeps kinds, namespaces and keys apart', async () => {
			const [records] = await openMany(1);
			await records!.save('answer', 'a', 'k', 1, signal);
			expect(await records!.find(other, 'a', 'k', undefined, signal)).toBeUndefined();
			expect(await records!.find('answer', 'A', 'k', undefined, signal)).toBeUndefined();
			expect(await records!.find('answer', 'a', 'k ', undefined, signal)).toBeUndefined();
			expect(await records!.find('answer', 'a', 'k', undefined, signal)).toMatchObject({ key: 'k', value: 1 });
		});

		it('lists what is searched for by its key, the newest first, of one kind and namespace', async () => {
			const [records] = await openMany(1);
			for (const key of ['order 1: refund', 'order 2: REFUND', 'order 3: 50% off', 'odd\0\ud800']) {
				await records!.save(other, 'a', key, { key }, signal);
				await new Promise((resolve) => setTimeout(resolve, 2));
			}
			await records!.save(other, 'b', 'refund', 1, signal);
			await records!.save('answer', 'a', 'refund', 1, signal);
			const listed = async (containing: string, limit = 10) => await records!.list(other, 'a', { containing, limit }, signal);
			expect((await listed('Refund')).map(({ key, value }) => [key, value])).toEqual(
				['order 2: REFUND', 'order 1: refund'].map((key) => [key, { key }]),
			);
			expect((await listed('%')).map(({ key }) => key)).toEqual(['order 3: 50% off']);
			expect((await listed('')).map(({ key }) => key)).toHaveLength(4);
			expect((await listed('', 1)).map(({ key }) => key)).toEqual(['odd\0\ud800']);
		});

		it('replaces what is saved again', async () => {
			const [records] = await openMany(1);
			await records!.save('answer', 'a', 'k', { text: 'old\0\ud800' }, signal);
			await records!.save('answer', 'a', 'k', { text: 'new\0\ud800' }, signal);
			expect(await records!.find('answer', 'a', 'k', 60_000, signal)).toMatchObject({ value: { text: 'new\0\ud800' } });
		});

		it('does not find what is too old', async () => {
			const [records] = await openMany(1);
			await records!.save('answer', 'a', 'k', 1, signal);
			await new Promise((resolve) => setTimeout(resolve, 5));
			expect(await records!.find('answer', 'a', 'k', 1, signal)).toBeUndefined();
			expect(await records!.find('answer', 'a', 'k', 3_600_000, signal)).toBeDefined();
		});

		it('removes one, or all of a namespace, and says how many', async () => {
			const [records] = await openMany(1);
			for (const key of ['1', '2', '3']) await records!.save('answer', 'a', key, key, signal);
			await records!.save('answer', 'b', '1', 1, signal);
			expect(await records!.remove('answer', 'a', '1', signal)).toEqual({ removed: 1, erased: true });
			expect(await records!.remove('answer', 'a', undefined, signal)).toEqual({ removed: 2, erased: true });
			expect(await records!.remove('answer', 'a', undefined, signal)).toEqual({ removed: 0, erased: true });
			expect(await records!.find('answer', 'b', '1', undefined, signal)).toBeDefined();
		});

		it('trims the oldest first', async () => {
			const [records] = await openMany(1);
			for (const key of ['1', '2', '3', '4']) await records!.save('answer', 'a', key, key, signal);
			expect(await records!.trim('answer', 'a', { most: 2 }, signal)).toBe(2);
			expect(await records!.find('answer', 'a', '2', undefined, signal)).toBeUndefined();
			expect(await records!.find('answer', 'a', '3', undefined, signal)).toBeDefined();
			await new Promise((resolve) => setTimeout(resolve, 5));
			expect(await records!.trim('answer', 'a', { maxAgeMs: 1 }, signal)).toBe(2);
		});
	});
}
