/** What a worker lets the host know while it works: shared memory, which holds the clock's time when the work began. */
export type WorkerNotes = Float64Array;

export function newWorkerNotes(): WorkerNotes {
	return new Float64Array(new SharedArrayBuffer(8));
}

/** Called in the worker when it takes a task up. */
export function beginWork(notes: WorkerNotes): void {
	notes[0] = Date.now();
}
