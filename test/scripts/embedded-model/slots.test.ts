import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Slots } from '../../../scripts/embedded-model/slots.mts';

const never = new AbortController().signal;

/** Starts work that holds its slot until it is let go. */
function hold(slots: Slots<number>, started: string[], name: string, signal = never) {
	const { promise, resolve } = Promise.withResolvers<void>();
	const done = slots.use(signal, async () => {
		started.push(name);
		await promise;
	});
	done.catch(() => undefined);
	return { letGo: resolve, done };
}

describe('Slots', () => {
	it('serves who waits in the order they came', async () => {
		const slots = new Slots([1]);
		const started: string[] = [];
		const works = ['a', 'b', 'c'].map((name) => hold(slots, started, name));
		for (const work of works) {
			work.letGo();
			await work.done;
		}
		expect(started).toEqual(['a', 'b', 'c']);
	});

	it('counts who runs and who waits', async () => {
		const slots = new Slots([1, 2]);
		const works = ['a', 'b', 'c'].map((name) => hold(slots, [], name));
		await nextTurn();
		expect([slots.running, slots.waiting]).toEqual([2, 1]);
		for (const work of works) work.letGo();
		await Promise.all(works.map(async ({ done }) => await done));
		expect([slots.running, slots.waiting]).toEqual([0, 0]);
	});

	it('lends fewer at once than there are, where it is told to, and lets each take the one that suits it when its turn comes', async () => {
		const slots = new Slots([1, 2, 3], 2);
		const taken: number[] = [];
		const hold = async (wanted: number, until: Promise<void>) =>
			await slots.use(
				never,
				async (slot) => {
					taken.push(slot);
					await until;
				},
				(free) => free.indexOf(wanted),
			);
		const first = Promise.withResolvers<void>();
		const works = [hold(3, first.promise), hold(1, Promise.resolve()), hold(2, Promise.resolve()), hold(1, Promise.resolve())];
		expect([slots.running, slots.waiting]).toEqual([2, 2]);
		await Promise.all(works.slice(1));
		expect(taken).toEqual([3, 1, 2, 1]);
		first.resolve();
		await works[0];
		expect([slots.running, slots.waiting]).toEqual([0, 0]);
	});

	it('lets who aborts leave the queue without costing anybody their place', async () => {
		const slots = new Slots([1]);
		const started: string[] = [];
		const impatient = new AbortController();
		const first = hold(slots, started, 'first');
		const second = hold(slots, started, 'second', impatient.signal);
		const third = hold(slots, started, 'third');
		impatient.abort(new Error('gone'));
		await expect(second.done).rejects.toThrow('gone');
		first.letGo();
		third.letGo();
		await third.done;
		expect(started).toEqual(['first', 'third']);
	});

	it('lends the slot that is chosen among the free ones', async () => {
		const slots = new Slots([1, 2, 3]);
		const lent = await slots.use(
			never,
			async (slot) => await Promise.resolve(slot),
			(free) => free.indexOf(2),
		);
		expect(lent).toBe(2);
		expect(await slots.use(never, async (slot) => await Promise.resolve(slot))).toBe(1);
	});

	it('gives the slot back when the work throws', async () => {
		const slots = new Slots([1]);
		await expect(slots.use(never, async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(await slots.use(never, async (slot) => await Promise.resolve(slot))).toBe(1);
	});
});
