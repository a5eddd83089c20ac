import { setTimeout as sleep } from 'node:timers/promises';

/** After SIGKILL nothing runs on; what is still listed then waits only for its parent to look. */
const afterKillMs = 5_000;

/**
 * Asks the first process of a group to end, as it knows best how to end the others, then kills whatever is left of the group, after `patienceMs`
 * at the latest. Returns when the group is gone; one that is gone already is what was wanted.
 */
export async function endGroup(pid: number, patienceMs = 15_000): Promise<void> {
	const killAt = Date.now() + patienceMs;
	let isThere = signalProcess(pid, 'SIGTERM');
	while (isThere && Date.now() < killAt) {
		await sleep(50);
		isThere = signalProcess(pid, 0);
	}
	const leaveAt = Date.now() + afterKillMs;
	while (signalProcess(-pid, 'SIGKILL') && Date.now() < leaveAt) await sleep(50);
}

/** Signals a process, or with a negative number all of a group; false when there is none. */
export function signalProcess(pid: number, signal: NodeJS.Signals | 0): boolean {
	try {
		process.kill(pid, signal);
		return true;
	} catch {
		return false;
	}
}
