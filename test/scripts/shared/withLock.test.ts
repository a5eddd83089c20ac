import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withLock } from '../../../scripts/shared/withLock.mts';

let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'lock-'));
});

afterEach(async () => {
	await rm(folder, { recursive: true, force: true });
});

describe('withLock', () => {
	it('never lets two work at once', async () => {
		const lock = join(folder, 'lock');
		const events: string[] = [];
		const work = async (name: string) =>
			await withLock(lock, async () => {
				events.push(`${name} begins`);
				await new Promise((resolve) => setImmediate(resolve));
				events.push(`${name} ends`);
			});
		await Promise.all([work('a'), work('b')]);
		expect(events).toHaveLength(4);
		expect(events[0]?.[0]).toBe(events[1]?.[0]);
		expect(events[2]?.[0]).toBe(events[3]?.[0]);
	});

	it('takes over the lock of a process that is gone', async () => {
		const lock = join(folder, 'lock');
		await mkdir(lock);
		await writeFile(join(lock, 'pid'), String(2 ** 30));
		expect(await withLock(lock, async () => await Promise.resolve('worked'))).toBe('worked');
	});

	it('opens again when the work throws', async () => {
		const lock = join(folder, 'lock');
		await expect(withLock(lock, async () => await Promise.reject(new Error('broken')))).rejects.toThrow('broken');
		expect(await withLock(lock, async () => await Promise.resolve('worked'))).toBe('worked');
	});
});
