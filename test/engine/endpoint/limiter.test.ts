import { expect, it } from 'vitest';
import { limiterFor } from '../../../nodes/engine/endpoint';

const STOP = new Error('Enough answered');

/** A limiter of its own, and tasks that end when told to. */
function open(name: string, clonesAtOnce: number) {
	const limiter = limiterFor(name, clonesAtOnce);
	const ends: Array<() => void> = [];
	const task = async () => await new Promise<void>((resolve) => ends.push(resolve));
	const { signal } = new AbortController();
	const queue = async (own = signal) => await limiter.queue(task, own, () => own.reason as unknown);
	return { limiter, ends, queue };
}

const settle = async () => await new Promise((resolve) => setImmediate(resolve));

it('never lets more be at work than its number, no matter who asked', async () => {
	const { limiter, ends, queue } = open('a', 3);
	const same = limiterFor('a', 3);
	const tasks = [...Array.from({ length: 5 }, async () => await queue()), same.start(async () => {})];
	await settle();
	expect([limiter.active, same.active, limiter.hasRoom, ends.length]).toEqual([3, 3, false, 3]);
	for (let ended = 0; ended < 5; ended++) {
		ends[ended]?.();
		await settle();
		expect(limiter.active).toBeLessThanOrEqual(3);
	}
	await Promise.all(tasks);
	limiter.release();
	same.release();
});

it('lets more in when the number is raised', async () => {
	const { limiter, ends, queue } = open('b', 1);
	const tasks = Array.from({ length: 4 }, async () => await queue());
	await settle();
	expect(ends).toHaveLength(1);
	const again = limiterFor('b', 4);
	await settle();
	expect(ends).toHaveLength(4);
	for (const end of ends) end();
	await Promise.all(tasks);
	limiter.release();
	again.release();
});

it('lets one that waits leave without having run when it is aborted', async () => {
	const { limiter, ends, queue } = open('c', 1);
	const stop = new AbortController();
	const [first, second, third] = [queue(), queue(stop.signal), queue()];
	const left = expect(second).rejects.toBe(STOP);
	stop.abort(STOP);
	await left;
	ends[0]?.();
	await first;
	await settle();
	ends[1]?.();
	await third;
	expect(ends).toHaveLength(2);
	limiter.release();
});

it('keeps neither name nor number when nobody uses it any more', () => {
	const [one, other] = [limiterFor('d', 2), limiterFor('d')];
	expect(other.clonesAtOnce).toBe(2);
	one.release();
	const third = limiterFor('d');
	expect(third.clonesAtOnce).toBe(2);
	other.release();
	third.release();
	const fresh = limiterFor('d');
	expect(fresh.clonesAtOnce).toBe(Number.POSITIVE_INFINITY);
	fresh.release();
});
