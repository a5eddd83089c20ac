import { join } from 'node:path';
import { Piscina } from 'piscina';
import { workerArguments } from '../../../workerArguments';
import type { FileJob, Job, Outcome } from './jobs';

/** The thread goes, and the files are closed, when there was nothing to do for so long. */
const IDLE_MS = 60_000;

let shared: Piscina | undefined;
/** A thread that cannot even start leaves its jobs waiting without a word. */
const waiting = new Set<(error: Error) => void>();

/** Has a job done on a file, in the one thread that all files of this process share; what goes wrong there is the outcome. */
export async function runJob(file: string, job: Job): Promise<Outcome> {
	let giveUp: (error: Error) => void = () => {};
	const broken = new Promise<never>((_, reject) => waiting.add((giveUp = reject)));
	try {
		const task: FileJob = { file, job };
		return await Promise.race([filePool().run(task) as Promise<Outcome>, broken]);
	} catch (error) {
		return { trouble: { message: error instanceof Error ? error.message : String(error) } };
	} finally {
		waiting.delete(giveUp);
	}
}

/** Opened anew when something is asked of the file again. */
export async function closeFile(file: string): Promise<void> {
	if (shared !== undefined && shared.threads.length > 0) await runJob(file, { kind: 'close' });
}

function filePool(): Piscina {
	if (shared !== undefined) return shared;
	shared = new Piscina({
		...workerArguments(join(__dirname, 'worker'), __filename),
		minThreads: 0,
		maxThreads: 1,
		idleTimeout: IDLE_MS,
		atomics: 'disabled',
		recordTiming: false,
	});
	shared.on('error', (error: Error) => {
		for (const giveUp of waiting) giveUp(error);
	});
	return shared;
}
