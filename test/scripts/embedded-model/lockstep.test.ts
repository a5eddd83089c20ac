import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Lockstep } from '../../../scripts/embedded-model/lockstep.mts';

/** Writes a step at a time, each when `ready` says; notes which step was begun. */
const write = async (lockstep: Lockstep, name: string, steps: readonly number[], log: string[]) =>
	await lockstep.join(async () => {
		for (const [step, readyAfterMs] of steps.entries()) {
			log.push(`${name}${step + 1}`);
			await sleep(readyAfterMs);
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
		const longer = write(lockstep, 'b', [0, 15, 0], log);
		await sleep(5);
		await Promise.all([longer, write(lockstep, 'c', [30, 0], log)]);
		expect(log).toEqual(['a1', 'a2', 'b1', 'b2', 'c1', 'b3', 'c2']);
	});
});
