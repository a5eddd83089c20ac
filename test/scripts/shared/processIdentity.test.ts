import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { identifyProcess, isRunning } from '../../../scripts/shared/processIdentity.mts';

it('knows a process again as long as it runs, and not another one of its number', async () => {
	const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 60_000)'], { stdio: 'ignore' });
	const identity = identifyProcess(child.pid!)!;
	expect(identity.pid).toBe(child.pid);
	expect(isRunning(identity)).toBe(true);
	expect(isRunning({ ...identity, startedAt: identifyProcess(process.pid)!.startedAt })).toBe(false);
	child.kill('SIGKILL');
	await once(child, 'exit');
	expect(isRunning(identity)).toBe(false);
	expect(identifyProcess(child.pid!)).toBeUndefined();
});
