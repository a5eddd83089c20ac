import type { WorkerNotes } from './workerNotes';

/** Aborts a task some time after its work began, or with its caller; while it waits for a worker, the time does not run. */
export class WorkWatch {
	private readonly controller = new AbortController();
	private timer: NodeJS.Timeout;
	private readonly stop = () => this.controller.abort(this.caller.reason);

	constructor(
		private readonly notes: WorkerNotes,
		private readonly allowedMs: number,
		private readonly caller: AbortSignal,
	) {
		this.timer = setTimeout(() => this.look(), allowedMs);
		caller.addEventListener('abort', this.stop, { once: true });
		if (caller.aborted) this.stop();
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	end(): void {
		clearTimeout(this.timer);
		this.caller.removeEventListener('abort', this.stop);
	}

	private look(): void {
		const began = this.notes[0] ?? 0;
		const leftMs = began === 0 ? this.allowedMs : began + this.allowedMs - Date.now();
		if (leftMs > 0) this.timer = setTimeout(() => this.look(), leftMs);
		else this.controller.abort(new Error(`The work was stopped after ${this.allowedMs} ms`));
	}
}
