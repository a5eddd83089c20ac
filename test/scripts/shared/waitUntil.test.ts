import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { waitUntil } from '../../../scripts/shared/waitUntil.mts';

describe('waitUntil', () => {
	it('looks again until it is so', async () => {
		let looks = 0;
		await waitUntil('The server', async () => await Promise.resolve(++looks === 3), { timeoutMs: 10_000, everyMs: 1 });
		expect(looks).toBe(3);
	});

	it('gives up as soon as the watched process has ended, quoting its last words', async () => {
		const child = spawn(process.execPath, ['-e', 'process.exit(7)']);
		const waiting = waitUntil('The server', async () => await Promise.resolve(false), {
			timeoutMs: 600_000,
			everyMs: 5,
			child,
			tail: () => 'out of memory',
		});
		await expect(waiting).rejects.toThrow('The server ended before it was ready (exit code 7). out of memory');
	});

	it('looks once more when the process has ended, so that its reason is among the last words', async () => {
		const child = spawn(process.execPath, ['-e', '']);
		await once(child, 'exit');
		let log = '';
		const readLog = async () => ((log = 'the port is taken'), await Promise.resolve(false));
		const waiting = waitUntil('The server', readLog, { timeoutMs: 600_000, child, tail: () => log });
		await expect(waiting).rejects.toThrow('(exit code 0). the port is taken');
	});

	it('says how long it waited, and gives the advice', async () => {
		const waiting = waitUntil('The server', async () => await Promise.resolve(false), { timeoutMs: 5, everyMs: 1, advice: 'Restart it.' });
		await expect(waiting).rejects.toMatchObject({ message: 'The server was not ready after 0 s.', advice: 'Restart it.' });
	});

	it('stops when it is aborted', async () => {
		const aborter = new AbortController();
		const waiting = waitUntil('It', async () => await Promise.resolve(false), { timeoutMs: 600_000, signal: aborter.signal });
		aborter.abort();
		await expect(waiting).rejects.toThrow(/abort/i);
	});
});
