import { Piscina } from 'piscina';
import { workerArguments } from '../workerArguments';
import { newWorkerNotes, type WorkerNotes } from './workerNotes';
import { WorkWatch } from './workWatch';

type Options = NonNullable<ConstructorParameters<typeof Piscina>[0]>;

/** No worker thread of ours starts, most often because a file of the package is missing. */
export class NoThreadError extends Error {
	override readonly name = 'NoThreadError';
}

/**
 * Worker threads that do tasks beside n8n's own: none until the first task, none after a while without one, and they keep no process from ending.
 *
 * A thread that cannot even start would leave its tasks waiting without a word: they end with NoThreadError.
 */
export class ThreadPool {
	private readonly pool: Piscina;
	private readonly waiting = new Set<(error: Error) => void>();

	/** `worker` is the file's path without its ending, `caller` the file that asks. */
	constructor(worker: string, caller: string, options: Options) {
		this.pool = new Piscina({ ...workerArguments(worker, caller), minThreads: 0, recordTiming: false, ...options });
		this.pool.on('error', (error: Error) => {
			// A thread that died with nothing to do is replaced; where none is left, none can start.
			if (this.pool.threads.length > 0) return;
			for (const giveUp of this.waiting) giveUp(new NoThreadError(`A worker thread cannot start: ${error.message}`, { cause: error }));
		});
	}

	get hasThreads(): boolean {
		return this.pool.threads.length > 0;
	}

	/** @throws NoThreadError; whatever the task throws; an AbortError when aborted. */
	async run<Result>(task: object, signal?: AbortSignal): Promise<Result> {
		let giveUp: (error: Error) => void = () => {};
		const lost = new Promise<never>((_, reject) => this.waiting.add((giveUp = reject)));
		try {
			return await Promise.race([this.pool.run(task, signal && { signal }) as Promise<Result>, lost]);
		} finally {
			this.waiting.delete(giveUp);
		}
	}

	/**
	 * Does a task within a time that begins when a thread takes it up; undefined where that, or the thread's memory, is not enough.
	 *
	 * @throws NoThreadError; whatever `signal.reason` is when aborted.
	 */
	async runWithin<Result>(task: (notes: WorkerNotes) => object, timeoutMs: number, signal: AbortSignal): Promise<Result | undefined> {
		const notes = newWorkerNotes();
		const watch = new WorkWatch(notes, timeoutMs, signal);
		try {
			return await this.run<Result>(task(notes), watch.signal);
		} catch (error) {
			signal.throwIfAborted();
			if (error instanceof NoThreadError) throw error;
			return undefined;
		} finally {
			watch.end();
		}
	}
}
