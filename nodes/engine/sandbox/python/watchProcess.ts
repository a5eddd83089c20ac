import type { ChildProcess } from 'node:child_process';
import type { Readable } from 'node:stream';
import type { SandboxLimits } from '../sandbox';
import { killGroup } from './bubblewrap';
import { openMemoryGroup, type MemoryGroup } from './memoryGroup';
import { watchMemory } from './watchMemory';

/** The interpreter's own start is not the candidate's time; a host that is slower than this has other troubles. */
const startMs = 15_000;
/** What the harness' own processes hold, beside what the candidate may have. */
const harnessBytes = 48 * 1024 * 1024;
/** Of the folder of its own that the candidate may write to: its files lie in memory. */
export const folderBytes = 16 * 1024 * 1024;
const maxResultBytes = 16 * 1024 * 1024;

export interface ProcessEnd {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly killedFor?: 'timeout' | 'output' | 'result' | 'memory';
	/** What the candidate printed, at most as much as it may. */
	readonly printed: string;
	/** The last of what came on standard error. */
	readonly complaint: string;
	/** What came on the harness' own pipe. */
	readonly result: string;
	readonly runMs: number;
}

/**
 * Feeds a process its input and watches it to its end: its deadline counts from the moment its harness says that the candidate starts.
 *
 * @throws the signal's reason, once the process is dead.
 */
export async function watchProcess(
	child: ChildProcess,
	input: string,
	startMark: string,
	limits: SandboxLimits,
	signal: AbortSignal,
): Promise<ProcessEnd> {
	const watch = new ProcessWatch(child, startMark, limits);
	const stop = () => killGroup(child);
	signal.addEventListener('abort', stop, { once: true });
	child.stdin?.on('error', () => {}); // It may die before it has read everything.
	const group = openMemoryGroup(limits.memoryBytes + harnessBytes + folderBytes);
	try {
		await takeIn(group, child);
		child.stdin?.end(input);
		const end = await watch.ended;
		signal.throwIfAborted();
		return group?.ranOut === true && end.killedFor === undefined ? { ...end, killedFor: 'memory' } : end;
	} finally {
		signal.removeEventListener('abort', stop);
		watch.forget();
		void group?.remove();
	}
}

/** Before the process is told what to run. What cannot be taken in is still watched. */
async function takeIn(group: MemoryGroup | undefined, child: ChildProcess): Promise<void> {
	if (child.pid !== undefined) await group?.takeIn(child.pid).catch(() => {});
}

class ProcessWatch {
	readonly ended: Promise<ProcessEnd>;
	private readonly printed: Buffer[] = [];
	private readonly result: Buffer[] = [];
	private printedBytes = 0;
	private resultBytes = 0;
	private complaint = '';
	private startedAt: number | undefined;
	private killedFor: ProcessEnd['killedFor'];
	private timer: NodeJS.Timeout;
	private endMemoryWatch = () => {};

	constructor(
		private readonly child: ChildProcess,
		private readonly startMark: string,
		private readonly limits: SandboxLimits,
	) {
		this.timer = setTimeout(() => this.kill('timeout'), startMs);
		this.ended = new Promise((resolve, reject) => {
			child.on('error', reject);
			// A grandchild may hold the pipes open: the end of the first process is the end.
			child.on('exit', (code, signal) => setImmediate(() => setImmediate(() => resolve(this.end(code, signal)))));
		});
		child.stdout?.on('data', (chunk: Buffer) => this.print(chunk));
		child.stderr?.on('data', (chunk: Buffer) => {
			this.complaint = (this.complaint + chunk.toString()).slice(-2000);
			this.print(chunk);
		});
		(child.stdio[3] as Readable | null | undefined)?.on('data', (chunk: Buffer) => this.take(chunk)).on('error', () => {});
	}

	forget(): void {
		clearTimeout(this.timer);
		this.endMemoryWatch();
		for (const stream of this.child.stdio) stream?.destroy();
	}

	private print(chunk: Buffer): void {
		const room = this.limits.outputBytes - this.printedBytes;
		if (room > 0) this.printed.push(chunk.subarray(0, room));
		this.printedBytes += chunk.length;
		if (this.printedBytes > this.limits.outputBytes) this.kill('output');
	}

	private take(chunk: Buffer): void {
		this.result.push(chunk);
		this.resultBytes += chunk.length;
		if (this.resultBytes > maxResultBytes) this.kill('result');
		if (this.startedAt !== undefined || !Buffer.concat(this.result).includes(this.startMark)) return;
		this.startedAt = performance.now();
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.kill('timeout'), this.limits.timeoutMs);
		if (this.child.pid !== undefined)
			this.endMemoryWatch = watchMemory(this.child.pid, this.limits.memoryBytes + harnessBytes, () => this.kill('memory'));
	}

	private kill(why: ProcessEnd['killedFor']): void {
		this.killedFor ??= why;
		killGroup(this.child);
	}

	private end(code: number | null, signal: NodeJS.Signals | null): ProcessEnd {
		return {
			code,
			signal,
			printed: Buffer.concat(this.printed).toString(),
			complaint: this.complaint,
			result: Buffer.concat(this.result).toString(),
			runMs: this.startedAt === undefined ? 0 : performance.now() - this.startedAt,
			...(this.killedFor ? { killedFor: this.killedFor } : {}),
		};
	}
}
