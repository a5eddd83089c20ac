import type { Limiter } from '../endpoint/limiter';
import { EngineError } from '../errors';

/** The longest a Node timer can wait. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The run's deadline came before a clone's turn. */
export class NeverStartedError extends EngineError {
	override readonly name = 'NeverStartedError';
	readonly advice = 'Set a later Deadline, raise Clones At Once, or ask for fewer clones.';

	constructor(deadlineMs: number, clonesAtOnce: number) {
		super(
			`It never started: the deadline of ${deadlineMs / 1000} s came while it waited for its turn, as Clones At Once lets ${clonesAtOnce} of this node be at work at once.`,
		);
	}
}

/** When a run is over. */
export interface RunDeadline {
	readonly at: number;
	readonly ms: number;
}

/**
 * Lets the clones of one run start in their turn, first come, first served among all runs that share the limiter, and stops them.
 *
 * A clone that waits is at nobody's cost but the deadline's: its own time begins when its turn comes. One timer watches the deadline for all that wait.
 */
export class CloneTurns {
	/** A signal for each clone: a thousand listeners on one signal cost a thousand steps each to add and to remove. */
	private readonly clones = new Set<AbortController>();
	private readonly waiting = new Set<AbortController>();
	private timer: NodeJS.Timeout | undefined;
	private stoppedWith: { readonly reason: unknown } | undefined;

	constructor(
		private readonly limiter: Limiter | undefined,
		private readonly deadline: RunDeadline | undefined,
	) {}

	/** Whether a clone that comes now starts at once. */
	get isFree(): boolean {
		return this.limiter?.hasRoom !== false;
	}

	/**
	 * Does what one clone does, from its turn on. With `isStopped` it begins as one that was stopped with the others.
	 *
	 * @throws NeverStartedError when the deadline comes before; the reason of `stop` at once, where it waits; what the work throws.
	 */
	async take<Result>(work: (signal: AbortSignal) => Promise<Result>, isStopped = false): Promise<Result> {
		const clone = new AbortController();
		this.clones.add(clone);
		if (isStopped) clone.abort(this.stoppedWith?.reason);
		try {
			return await this.start(clone, async () => await work(clone.signal));
		} finally {
			this.clones.delete(clone);
			this.waiting.delete(clone);
		}
	}

	/** Stops all that are at work or wait. */
	stop(reason: unknown): void {
		this.stoppedWith = { reason };
		for (const clone of this.clones) clone.abort(reason);
	}

	/** Nobody waits for a turn any more. */
	end(): void {
		clearTimeout(this.timer);
	}

	private async start<Result>(clone: AbortController, work: () => Promise<Result>): Promise<Result> {
		const { limiter } = this;
		if (limiter === undefined) return await work();
		if (limiter.hasRoom) return await limiter.start(work);
		if (this.isOver()) throw this.neverStarted();
		this.waiting.add(clone);
		this.timer ??= this.watch();
		const begin = async () => {
			this.waiting.delete(clone);
			if (this.isOver()) throw this.neverStarted();
			return await work();
		};
		return await limiter.queue(begin, clone.signal, () => clone.signal.reason as unknown);
	}

	private watch(): NodeJS.Timeout | undefined {
		if (this.deadline === undefined) return undefined;
		const look = () => {
			if (!this.isOver()) this.timer = this.watch();
			else for (const clone of this.waiting) clone.abort(this.neverStarted());
		};
		return setTimeout(look, Math.min(Math.max(1, this.deadline.at - Date.now()), LONGEST_TIMER_MS));
	}

	private isOver(): boolean {
		return this.deadline !== undefined && Date.now() >= this.deadline.at;
	}

	private neverStarted(): NeverStartedError {
		return new NeverStartedError(this.deadline?.ms ?? 0, this.limiter?.clonesAtOnce ?? 0);
	}
}
