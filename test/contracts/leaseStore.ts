import { afterEach, describe, expect, it } from 'vitest';
import { AnswerCache, type Question } from '../../nodes/engine/cache/answerCache';
import type { KeptAnswer } from '../../nodes/engine/cache/keptAnswer';
import type { LeaseStore } from '../../nodes/engine/leases';
import type { MemoryStore } from '../../nodes/engine/memory/stores';
import type { Database } from './memoryStore';

const signal = new AbortController().signal;
const hour = 3_600_000;
const answer: KeptAnswer = { model: 'm', text: '42', finishReason: 'stop', usage: {} };

/** Every place for leases must pass this. */
export function describeLeaseStore(name: string, createDatabase: () => Promise<Database>) {
	describe(`${name} honours the lease store contract`, () => {
		const cleanUps: Array<() => Promise<void>> = [];
		afterEach(async () => {
			for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
		});
		const openMany = async (count: number): Promise<readonly MemoryStore[]> => {
			const database = await createDatabase();
			cleanUps.push(async () => await database.remove());
			const stores = Array.from({ length: count }, () => database.open());
			cleanUps.push(async () => void (await Promise.all(stores.map(async (store) => await store.close()))));
			return stores;
		};
		const claim = async (leases: LeaseStore, token: string, leaseMs = hour, key = 'k', namespace = 'a') =>
			(await leases.claim(namespace, key, { token, leaseMs }, signal)).claimed;

		it('gives one of fifty that claim at once the work', async () => {
			const stores = await openMany(5);
			const claims = Array.from({ length: 50 }, async (_, index) => await claim(stores[index % 5]!.leases, `t${index}`));
			expect((await Promise.all(claims)).filter((claimed) => claimed)).toHaveLength(1);
		});

		it('lets a holder keep its claim, and keeps names and namespaces apart', async () => {
			const [{ leases }] = (await openMany(1)) as [MemoryStore];
			expect([await claim(leases, 'one'), await claim(leases, 'one'), await claim(leases, 'two')]).toEqual([true, true, false]);
			expect([await claim(leases, 'two', hour, 'K'), await claim(leases, 'three', hour, 'k', 'A')]).toEqual([true, true]);
			await expect(claim(leases, 'one', hour, 'k', ' ')).rejects.toThrow(/namespace is empty/);
		});

		it('gives work whose lease has ended to the next one, and not back to the first', async () => {
			const [{ leases }] = (await openMany(1)) as [MemoryStore];
			expect([await claim(leases, 'one', 0), await claim(leases, 'two'), await claim(leases, 'one')]).toEqual([true, true, false]);
		});

		it('keeps a claim for its holder alone, and none that was given back', async () => {
			const [{ leases }] = (await openMany(1)) as [MemoryStore];
			const keep = async (token: string) => await leases.keep('a', 'k', { token, leaseMs: hour }, signal);
			expect(await keep('one')).toBe(false);
			await claim(leases, 'one', 0);
			expect([await keep('two'), await keep('one'), await claim(leases, 'two')]).toEqual([false, true, false]);
			await leases.release('a', 'k', 'one', signal);
			expect([await keep('one'), await claim(leases, 'two')]).toEqual([false, true]);
		});

		it('gives work back for the holder alone, or for whoever knows that it is done', async () => {
			const [{ leases }] = (await openMany(1)) as [MemoryStore];
			await claim(leases, 'one');
			await leases.release('a', 'k', 'two', signal);
			expect(await claim(leases, 'two')).toBe(false);
			await leases.release('a', 'k', 'one', signal);
			expect(await claim(leases, 'two')).toBe(true);
			await leases.release('a', 'k', undefined, signal);
			expect(await claim(leases, 'three')).toBe(true);
		});

		it('says when a holder gave up, until the work is done', async () => {
			const [{ leases }] = (await openMany(1)) as [MemoryStore];
			const first = await leases.claim('a', 'k', { token: 'one', leaseMs: hour }, signal);
			expect(first).toEqual({ claimed: true, asOfMs: expect.any(Number) as number });
			await leases.giveUp('a', 'k', 'two', signal);
			expect(await claim(leases, 'two')).toBe(false);
			await leases.giveUp('a', 'k', 'one', signal);
			const next = await leases.claim('a', 'k', { token: 'two', leaseMs: hour }, signal);
			expect(next.claimed).toBe(true);
			expect(next.gaveUpAtMs).toBeGreaterThanOrEqual(first.asOfMs);
			await leases.release('a', 'k', 'two', signal);
			expect(await leases.claim('a', 'k', { token: 'three', leaseMs: hour }, signal)).not.toHaveProperty('gaveUpAtMs');
		});

		describe('for answers that several processes want', () => {
			/** As many caches as processes: none of them shares what it knows with the others. */
			const openCaches = async (count: number, leaseMs?: number) =>
				(await openMany(count)).map(
					({ records, leases }) =>
						new AnswerCache({
							records: { ...records },
							leases,
							namespace: 'a',
							savesAnswers: true,
							...(leaseMs !== undefined && { leaseMs }),
						}),
				);
			const questionOf = (ask: Question<KeptAnswer>['ask'], more: Partial<Question<KeptAnswer>> = {}): Question<KeptAnswer> => ({
				...{ key: 'k', asksForJson: false, ask },
				...more,
			});

			it('asks once for thirty callers of three caches', async () => {
				const caches = await openCaches(3);
				let asked = 0;
				let answerNow = () => {};
				const answered = new Promise<void>((resolve) => (answerNow = resolve));
				const ask = async () => {
					asked++;
					await answered;
					return answer;
				};
				const all = Array.from({ length: 30 }, async (_, index) => await caches[index % 3]!.answer(questionOf(ask), signal));
				await expect.poll(() => asked).toBe(1);
				answerNow();
				const kinds = (await Promise.all(all)).map(({ kind }) => kind);
				expect([asked, kinds.filter((kind) => kind === 'asked').length, kinds.filter((kind) => kind === 'found').length]).toEqual([
					1, 1, 29,
				]);
			});

			it('has each who waits ask once, by itself, where nothing comes of the first', async () => {
				const caches = await openCaches(3);
				let asked = 0;
				let fail = () => {};
				const failed = new Promise<never>((_, reject) => (fail = () => reject(new Error('no answer'))));
				const ask = async () => (++asked === 1 ? await failed : answer);
				const settle = async (cache: AnswerCache) => await cache.answer(questionOf(ask), signal).catch(() => 'failed' as const);
				const first = settle(caches[0]!);
				await expect.poll(() => asked).toBe(1);
				const others = caches.slice(1).map(settle);
				fail();
				expect(await first).toBe('failed');
				expect((await Promise.all(others)).map((ended) => ended !== 'failed' && ended.answer.text)).toEqual(['42', '42']);
				expect(asked).toBeLessThanOrEqual(3);
			});

			it('lets one who waits be stopped at once, and another go when its own time is over', async () => {
				const [holder, waiting] = (await openCaches(2)) as [AnswerCache, AnswerCache];
				const stopHolder = new AbortController();
				let asked = 0;
				const never = async (given: AbortSignal) => {
					asked++;
					return await new Promise<KeptAnswer>((_, reject) => given.addEventListener('abort', () => reject(given.reason as Error)));
				};
				const held = holder.answer(questionOf(never), stopHolder.signal).catch(() => 'stopped');
				await expect.poll(() => asked).toBe(1);
				// A database that is being made has its own time, which is none of the answer's.
				await waiting.answer(
					questionOf(async () => answer, { key: 'first' }),
					signal,
				);
				await expect(waiting.answer(questionOf(never, { endsAt: Date.now() + 3_000 }), signal)).rejects.toThrow(
					/Time was over while another/,
				);
				const stop = new AbortController();
				const stopped = waiting.answer(questionOf(never), stop.signal);
				stop.abort(new Error('stop'));
				await expect(stopped).rejects.toThrow('stop');
				expect(asked).toBe(1);
				stopHolder.abort(new Error('stop'));
				expect(await held).toBe('stopped');
				expect(
					await waiting.answer(
						questionOf(async () => answer),
						signal,
					),
				).toMatchObject({ kind: 'asked' });
			});

			it('keeps the claim for as long as the answer takes, longer than a lease', async () => {
				const [holder, waiting] = (await openCaches(2, 500)) as [AnswerCache, AnswerCache];
				let asked = 0;
				const slow = async () => {
					asked++;
					await new Promise((resolve) => setTimeout(resolve, 1_200));
					return answer;
				};
				const both = await Promise.all([holder, waiting].map(async (cache) => await cache.answer(questionOf(slow), signal)));
				expect([asked, ...both.map(({ kind }) => kind).sort()]).toEqual([1, 'asked', 'found']);
			});
		});
	});
}
