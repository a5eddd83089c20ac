import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NoThreadError, ThreadPool } from '../../../nodes/engine/workers/threadPool';

const never = new AbortController().signal;

describe('ThreadPool', () => {
	let folder = '';
	/** Named as a compiled caller, beside which compiled workers are looked for. */
	const poolOf = (worker: string, maxThreads = 2) => new ThreadPool(join(folder, worker), 'caller.js', { maxThreads });

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'threads-'));
		await writeFile(join(folder, 'double.js'), 'module.exports = ({ number }) => number * 2;');
		await writeFile(join(folder, 'loop.js'), 'module.exports = ({ notes }) => { notes[0] = Date.now(); for (;;); };');
		await writeFile(join(folder, 'broken.js'), "require('./nothing-of-that-name');");
	});
	afterAll(async () => await rm(folder, { recursive: true, force: true }));

	it('does tasks in threads', async () => {
		const pool = poolOf('double');
		expect(pool.hasThreads).toBe(false);
		expect(await Promise.all([1, 2, 3].map(async (number) => await pool.run({ number })))).toEqual([2, 4, 6]);
		expect(pool.hasThreads).toBe(true);
	});

	it('ends every task that waits for a thread that cannot start, and says why, again and again', async () => {
		const pool = poolOf('broken');
		for (let round = 0; round < 2; round++) {
			const ended = await Promise.allSettled([1, 2, 3].map(async () => await pool.runWithin(() => ({}), 1000, never)));
			for (const { reason } of ended as PromiseRejectedResult[]) {
				expect(reason).toBeInstanceOf(NoThreadError);
				expect((reason as Error).message).toContain('nothing-of-that-name');
			}
		}
	});

	it('gives nothing where a task takes longer than it may, and throws what it was aborted with', async () => {
		const pool = poolOf('loop');
		expect(await pool.runWithin((notes) => ({ notes }), 50, never)).toBeUndefined();
		const stop = new AbortController();
		const running = pool.runWithin((notes) => ({ notes }), 60_000, stop.signal);
		stop.abort(new Error('stopped'));
		await expect(running).rejects.toThrow('stopped');
	});
});
