import { createContext, Script } from 'node:vm';

const context: { work?: () => unknown } = createContext({});
const script = new Script('work()');
const OVER = 'ERR_SCRIPT_EXECUTION_TIMEOUT';
/** On a machine that does other things too, the clock goes on while the work stands still. */
const MOST_TRIES = 4;

/** What came of it; undefined where it was broken off. */
export type Finished<Result> = { readonly result: Result } | undefined;

/**
 * So much of the processor's time for work in this thread, which is broken off when it is used up: for what libraries do with text that nobody vouches for, and that cannot be made linear.
 *
 * Work that was hardly given the processor is begun again, so that a busy machine decides nothing. This is a clock and no sandbox: the work is trusted code, does everything that it could do outside, and must leave nothing half changed behind.
 */
export class CpuBudget {
	constructor(private leftMs: number) {}

	/** @throws whatever the work throws. */
	run<Result>(work: () => Result): Finished<Result> {
		for (let tries = 1; tries <= MOST_TRIES && this.leftMs >= 1; tries++) {
			const before = cpuMs();
			try {
				const finished = runFor(Math.ceil(this.leftMs) * tries, work);
				if (finished !== undefined) return finished;
			} finally {
				this.leftMs -= cpuMs() - before;
			}
		}
		return undefined;
	}
}

function runFor<Result>(timeoutMs: number, work: () => Result): Finished<Result> {
	context.work = work;
	try {
		return { result: script.runInContext(context, { timeout: timeoutMs }) as Result };
	} catch (error) {
		if ((error as NodeJS.ErrnoException | undefined)?.code === OVER) return undefined;
		throw error;
	} finally {
		delete context.work;
	}
}

function cpuMs(): number {
	const { user, system } = process.threadCpuUsage();
	return (user + system) / 1000;
}
