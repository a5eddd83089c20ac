import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { describe, expect, it } from 'vitest';
import { compareFormulas } from '../../../nodes/engine/maths/compareFormulas';
import { letHostGoFirst } from '../../../nodes/engine/workers/letHostGoFirst';

/** Of every thread of this process; the name before it may hold blanks and brackets. */
function threadPriorities(): number[] {
	return readdirSync('/proc/self/task').map((thread) => {
		const fields = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8').split(') ').at(-1)?.split(' ');
		return Number(fields?.[16]);
	});
}

describe.runIf(process.platform === 'linux')('letHostGoFirst', () => {
	it('lowers the threads that work for us, and not the one that asks them', async () => {
		const before = getPriority(0);
		expect(threadPriorities()).not.toContain(10);
		await compareFormulas([['1/2'], ['0.5']], new AbortController().signal);
		expect(threadPriorities()).toContain(10);
		expect(getPriority(0)).toBe(before);
	});

	it('lowers a process, and keeps quiet of one that has ended', async () => {
		const child = spawn(process.execPath, ['-e', 'process.stdin.resume()'], { stdio: ['pipe', 'ignore', 'ignore'] });
		letHostGoFirst(child.pid);
		expect(getPriority(child.pid)).toBe(10);
		child.kill('SIGKILL');
		await once(child, 'close');
		expect(() => letHostGoFirst(child.pid)).not.toThrow();
	});
});
