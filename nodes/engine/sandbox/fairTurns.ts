interface Waiting {
	readonly begin: () => void;
}

/**
 * Lets so many pieces of work be under way at once, and owners take turns: one with many waiting holds up another by one piece at a time.
 *
 * Pieces of one owner begin in their order.
 */
export class FairTurns {
	private underWay = 0;
	/** The owner whose turn is next comes first. */
	private readonly waiting = new Map<object, Waiting[]>();

	constructor(private readonly most: number) {}

	/** @throws whatever `signal.reason` is when it is aborted while the work waits; what the work throws. */
	async run<Result>(owner: object, signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
		signal.throwIfAborted();
		if (this.underWay < this.most) this.underWay++;
		else await this.wait(owner, signal);
		try {
			return await work();
		} finally {
			this.pass();
		}
	}

	/** Whoever ends hands the place on, so that nobody who comes in between takes it. */
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

	private pass(): void {
		const [next] = this.waiting;
		if (next === undefined) {
			this.underWay--;
			return;
		}
		const [owner, ofOwner] = next;
		const first = ofOwner.shift();
		this.waiting.delete(owner);
		if (ofOwner.length > 0) this.waiting.set(owner, ofOwner);
		first?.begin();
	}

	private remove(owner: object, mine: Waiting): void {
		const others = (this.waiting.get(owner) ?? []).filter((each) => each !== mine);
		if (others.length > 0) this.waiting.set(owner, others);
		else this.waiting.delete(owner);
	}
}
