/** One answer being written. */
export interface Sequence {
	readonly tokens: readonly string[];
	/** Told of every token as it is written. */
	readonly onToken: (token: string, position: number, isLast: boolean) => void;
	written: number;
}

/**
 * Continuous batching by a step clock: in each step every running sequence gets one token; a sequence that waits gets a place as soon
 * as one is free, first come first served.
 */
export class Engine {
	readonly running = new Set<Sequence>();
	readonly waiting: Sequence[] = [];
	steps = 0;
	writtenTokens = 0;
	private timer: NodeJS.Timeout | undefined;
	private readonly maxNumSeqs: number;
	private readonly stepMs: number | 'manual';

	constructor(maxNumSeqs: number, stepMs: number | 'manual') {
		this.maxNumSeqs = maxNumSeqs;
		this.stepMs = stepMs;
	}

	add(sequence: Sequence): void {
		this.waiting.push(sequence);
		this.wake();
	}

	/** The client went away: its place is free before the next step. */
	drop(sequence: Sequence): void {
		this.running.delete(sequence);
		const at = this.waiting.indexOf(sequence);
		if (at !== -1) this.waiting.splice(at, 1);
	}

	step(times = 1): void {
		for (let time = 0; time < times; time++) {
			this.steps++;
			while (this.running.size < this.maxNumSeqs && this.waiting.length > 0) this.running.add(this.waiting.shift()!);
			for (const sequence of [...this.running]) this.writeToken(sequence);
		}
	}

	stop(): void {
		clearInterval(this.timer);
		this.timer = undefined;
	}

	private writeToken(sequence: Sequence): void {
		const position = sequence.written++;
		this.writtenTokens++;
		const isLast = sequence.written >= sequence.tokens.length;
		if (isLast) this.running.delete(sequence);
		sequence.onToken(sequence.tokens[position] ?? '', position, isLast);
	}

	private wake(): void {
		if (this.stepMs === 'manual' || this.timer !== undefined) return;
		this.timer = setInterval(() => {
			this.step();
			if (this.running.size === 0 && this.waiting.length === 0) this.stop();
		}, this.stepMs);
	}
}
