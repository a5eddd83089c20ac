/** A server that is overloaded or gone says so at once: a request that is out for longer has been taken. */
export const TAKEN_MS = 300;

/** How one request of a run is going. */
export interface Sign {
	/** It ended with an answer. */
	answered(): void;
	/** It ended with none. */
	failed(): void;
}

/** What the clones of one run see of their server, so that one of them asks for all whether it is well again. */
export class ServerSigns {
	private readonly out = new Set<{ readonly sentAt: number }>();
	private lastWellAt = Number.NEGATIVE_INFINITY;
	private lastFailedAt = Number.NEGATIVE_INFINITY;

	constructor(private readonly now: () => number = () => performance.now()) {}

	begin(): Sign {
		const request = { sentAt: this.now() };
		this.out.add(request);
		return {
			answered: () => {
				this.out.delete(request);
				this.lastWellAt = this.now();
			},
			failed: () => {
				if (this.out.delete(request)) this.lastFailedAt = this.now();
			},
		};
	}

	/** Whether a request that was sent since was taken, or one was answered. */
	isWellSince(moment: number): boolean {
		if (this.lastWellAt > moment) return true;
		const takenBefore = this.now() - TAKEN_MS;
		return [...this.out].some(({ sentAt }) => sentAt > moment && sentAt <= takenBefore);
	}

	/** Whether a request that was sent since may still be taken. */
	isAskedSince(moment: number): boolean {
		return [...this.out].some(({ sentAt }) => sentAt > moment);
	}

	hasFailedSince(moment: number): boolean {
		return this.lastFailedAt > moment;
	}
}
