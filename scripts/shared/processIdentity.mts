import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** A process as it can be told from a later one that got the same number. */
export interface ProcessIdentity {
	readonly pid: number;
	/** To be compared, not read. */
	readonly startedAt: string;
}

/** Undefined where no such process runs; one that has ended and waits for its parent does not run. */
export function identifyProcess(pid: number): ProcessIdentity | undefined {
	try {
		return { pid, startedAt: process.platform === 'linux' ? readProc(pid) : readPs(pid) };
	} catch {
		return undefined;
	}
}

/** Whether this very process still runs. */
export const isRunning = ({ pid, startedAt }: ProcessIdentity): boolean => identifyProcess(pid)?.startedAt === startedAt;

/** The ticks between the start of the machine and that of the process, and which start of the machine that was. */
function readProc(pid: number): string {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	// The name before it is in brackets, and may hold brackets itself.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [state, ticks] = [fields[0], fields[19]];
	if (state === 'Z' || state === 'X' || ticks === undefined) throw new Error('It has ended.');
	return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${ticks}`;
}

function readPs(pid: number): string {
	const line = execFileSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
	const [state = '', ...startedAt] = line.trim().split(/\s+/);
	if (state === '' || state.startsWith('Z')) throw new Error('It has ended.');
	return startedAt.join(' ');
}
