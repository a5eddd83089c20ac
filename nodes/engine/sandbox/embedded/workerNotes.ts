/** What a worker lets the host know while it works, or when it dies: shared memory, read at these places. */
export type WorkerNotes = Float64Array;

/** The clock's time when the work began; zero while the task waits for a worker. */
export const startedAt = 0;
/** Not zero when the source broke the parser, and the worker ended itself. */
export const parserLost = 1;

export function newWorkerNotes(): WorkerNotes {
	return new Float64Array(new SharedArrayBuffer(16));
}
