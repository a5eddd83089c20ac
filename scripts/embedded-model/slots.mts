interface Waiter<Slot> {
	readonly choose: (free: readonly Slot[]) => number;
	readonly take: (slot: Slot) => void;
}

/**
 * Lends out a fixed set of things, one each, first come, first served.
 *
 * Who aborts while waiting leaves the queue, and nobody behind loses their place.
 */
export class Slots<Slot> {
	readonly #free: Slot[];
	readonly #waiting: Array<Waiter<Slot>> = [];
	readonly #total: number;
	readonly #atOnce: number;

	/** Of several things, no more than `atOnce` are lent at the same time. */
	constructor(slots: readonly Slot[], atOnce: number = slots.length) {
		this.#free = [...slots];
		this.#total = slots.length;
		this.#atOnce = Math.max(1, Math.min(atOnce, slots.length));
	}

	get running(): number {
		return this.#total - this.#free.length;
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	/** Runs `work` with a slot of its own and gives the slot back however it ends; `choose` picks one of those that are free, else it is the one that was free longest. */
	async use<Result>(
		signal: AbortSignal,
		work: (slot: Slot) => Promise<Result>,
		choose: (free: readonly Slot[]) => number = () => 0,
	): Promise<Result> {
		const slot = await this.#acquire(signal, choose);
		try {
			return await work(slot);
		} finally {
			this.#release(slot);
		}
	}

	async #acquire(signal: AbortSignal, choose: (free: readonly Slot[]) => number): Promise<Slot> {
		signal.throwIfAborted();
		const slot = this.running < this.#atOnce ? this.#takeFree(choose) : undefined;
		if (slot !== undefined) return slot;
		return await new Promise<Slot>((resolve, reject) => {
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
				reject(signal.reason as Error);
			};
			const waiter: Waiter<Slot> = {
				choose,
				take: (given) => {
					signal.removeEventListener('abort', leave);
					resolve(given);
				},
			};
			this.#waiting.push(waiter);
			signal.addEventListener('abort', leave, { once: true });
		});
	}

	#release(slot: Slot): void {
		this.#free.push(slot);
		const next = this.#waiting.shift();
		const given = next && this.#takeFree(next.choose);
		if (next && given !== undefined) next.take(given);
	}

	#takeFree(choose: (free: readonly Slot[]) => number): Slot | undefined {
		return this.#free.splice(choose(this.#free), 1)[0];
	}
}
