import { join } from 'node:path';
import { ThreadPool } from '../../../workers/threadPool';
import type { FileJob, Job, Outcome } from './jobs';

/** The thread goes, and the files are closed, when there was nothing to do for so long. */
const IDLE_MS = 60_000;

let shared: ThreadPool | undefined;
let last: Promise<unknown> = Promise.resolve();

/** Has a job done on a file, in the one thread that all files of this process share, in the order of asking; what goes wrong there is the outcome. */
export async function runJob(file: string, job: Job): Promise<Outcome> {
	// The pool itself does not keep the order of tasks that wait for a busy thread.
	const outcome = last.then(async () => await runNow({ file, job }));
	// Without its value, which would be kept until the next job.
	last = outcome.then(forget);
	return await outcome;
}

const forget = () => {};

async function runNow(task: FileJob): Promise<Outcome> {
	try {
		return await (shared ??= openPool()).run<Outcome>(task);
	} catch (error) {
		return { trouble: { message: error instanceof Error ? error.message : String(error) } };
	}
}

/** Opened again by the next question to the file. */
export async function closeFile(file: string): Promise<void> {
	if (shared?.hasThreads === true) await runJob(file, { kind: 'close' });
}

const openPool = (): ThreadPool =>
	new ThreadPool(join(__dirname, 'worker'), __filename, { maxThreads: 1, idleTimeout: IDLE_MS, atomics: 'disabled' });
