interface Waiting {
	readonly begin: () => void;
}

/**
 * Lets so many pieces of work be under way at once, and owners take turns: one with many waiting holds up another by one piece at a time.
 *
 * `spare` places beyond that are for owners who have nothing under way, so that one who comes while others loop begins at once. Pieces of one owner begin in their order.
 */
export class FairTurns {
	private underWay = 0;
	private readonly underWayOf = new Map<object, number>();
	/** The owner whose turn is next comes first. */
	private readonly waiting = new Map<object, Waiting[]>();

	constructor(
		private readonly most: number,
		private readonly spare = 0,
	) {}

	/** @throws whatever `signal.reason` is when it is aborted while the work waits; what the work throws. */
	async run<Result>(owner: object, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
		signal.throwIfAborted();
		if (!this.waiting.has(owner) && this.hasPlaceFor(owner)) this.add(owner, 1);
		else await this.wait(owner, signal);
		try {
			return await work();
		} finally {
			this.add(owner, -1);
			this.beginNext();
		}
	}

	private hasPlaceFor(owner: object): boolean {
		return this.underWay < this.most || (!this.underWayOf.has(owner) && this.underWay < this.most + this.spare);
	}

	private add(owner: object, change: 1 | -1): void {
		this.underWay += change;
		const ofOwner = (this.underWayOf.get(owner) ?? 0) + change;
		if (ofOwner > 0) this.underWayOf.set(owner, ofOwner);
		else this.underWayOf.delete(owner);
	}

	private async wait(owner: object, signal: AbortSignal): Promise<void> {
		await new Promise<void>((resolve, reject) => {
			const leave = () => {
				this.remove(owner, mine);
				reject(signal.reason as Error);
			};
			const mine: Waiting = {
				begin: () => {
					signal.removeEventListener('abort', leave);
					resolve();
				},
			};
			signal.addEventListener('abort', leave, { once: true });
			const ofOwner = this.waiting.get(owner);
			if (ofOwner === undefined) this.waiting.set(owner, [mine]);
			else ofOwner.push(mine);
		});
	}

	/** The place is taken here, so that nobody who comes in between takes it. */
	private beginNext(): void {
		for (const [owner, ofOwner] of this.waiting) {
			if (!this.hasPlaceFor(owner)) continue;
			const first = ofOwner.shift();
			this.waiting.delete(owner);
			if (ofOwner.length > 0) this.waiting.set(owner, ofOwner);
			this.add(owner, 1);
			first?.begin();
			return;
		}
	}

	private remove(owner: object, mine: Waiting): void {
		const others = (this.waiting.get(owner) ?? []).filter((each) => each !== mine);
		if (others.length > 0) this.waiting.set(owner, others);
		else this.waiting.delete(owner);
	}
}
