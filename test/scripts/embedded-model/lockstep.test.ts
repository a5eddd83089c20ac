import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { Lockstep } from '../../../scripts/embedded-model/lockstep.mts';

/** Writes a step at a time, each ready after so many milliseconds or when its promise is kept; notes which step was begun. */
const write = async (lockstep: Lockstep, name: string, steps: ReadonlyArray<number | Promise<void>>, log: string[]) =>
	await lockstep.join(async () => {
		for (const [step, ready] of steps.entries()) {
			log.push(`${name}${step + 1}`);
			await (typeof ready === 'number' ? sleep(ready) : ready);
			await lockstep.arrive();
		}
	});

describe('Lockstep', () => {
	it('begins a step only when every member is done with the one before', async () => {
		const lockstep = new Lockstep();
		const log: string[] = [];
		await Promise.all([write(lockstep, 'a', [0, 15, 0], log), write(lockstep, 'b', [15, 0, 0], log), write(lockstep, 'c', [5, 5, 0], log)]);
		const steps = log.map((entry) => entry.slice(1));
		expect(steps).toEqual(['1', '1', '1', '2', '2', '2', '3', '3', '3']);
	});

	it('goes on without a member that is done, or that threw', async () => {
		const lockstep = new Lockstep();
		const log: string[] = [];
		const broken = lockstep.join(async () => {
			await sleep(15);
			throw new Error('aborted');
		});
		await Promise.all([expect(broken).rejects.toThrow('aborted'), write(lockstep, 'a', [0], log), write(lockstep, 'b', [0, 0, 0], log)]);
		expect(log).toEqual(['a1', 'b1', 'b2', 'b3']);
	});

	it('lets a lone member go on at once, and waits for one that joins later', async () => {
		const lockstep = new Lockstep();
		const log: string[] = [];
		await write(lockstep, 'a', [0, 0], log);
		const [second, first] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
		const longer = write(lockstep, 'b', [0, second.promise, 0], log);
		await vi.waitFor(() => expect(log).toContain('b2'));
		const later = write(lockstep, 'c', [first.promise, 0], log);
		second.resolve();
		for (let turn = 0; turn < 20; turn++) await setImmediate();
		expect(log).toEqual(['a1', 'a2', 'b1', 'b2', 'c1']);
		first.resolve();
		await Promise.all([longer, later]);
		expect(log).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'b3', 'c2']);
	});
});
