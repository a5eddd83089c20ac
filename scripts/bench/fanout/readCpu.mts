import { readFileSync } from 'node:fs';

/** Linux counts it in hundredths of a second, whatever the machine. */
const TICK_MS = 10;

/** How long these processes have been at work on a processor, all their threads together, in milliseconds. Undefined where the system does not say. */
export function readCpuMs(pids: readonly number[]): number | undefined {
	if (process.platform !== 'linux') return undefined;
	return pids.reduce((sum, pid) => sum + readTicks(pid) * TICK_MS, 0);
}

function readTicks(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name before them is in brackets, and may hold spaces.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return Number(fields[11]) + Number(fields[12]);
}
