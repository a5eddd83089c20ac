import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Resident memory of one process in bytes, as the system counts it. */
export function readMemory(pid: number): number {
	if (process.platform !== 'linux') return Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) * 1024;
	const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
	return Number(kilobytes) * 1024;
}

/** The most memory the process had while `work` ran, looked at every 20 ms. */
export async function watchMemory(pid: number, work: () => Promise<unknown>): Promise<number> {
	let peak = readMemory(pid);
	const look = () => (peak = Math.max(peak, readMemory(pid)));
	const timer = setInterval(look, 20);
	try {
		await work();
		look();
		return peak;
	} finally {
		clearInterval(timer);
	}
}
