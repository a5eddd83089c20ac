interface Waiter<Slot> {
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

	constructor(slots: readonly Slot[]) {
		this.#free = [...slots];
		this.#total = slots.length;
	}

	get running(): number {
		return this.#total - this.#free.length;
	}

	get waiting(): number {
		return this.#waiting.length;
	}

	/** Runs `work` with a slot of its own and gives the slot back however it ends; `choose` picks one where several are free, else it is the one that was free longest. */
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
		const [slot] = this.#free.length > 0 ? this.#free.splice(choose(this.#free), 1) : [];
		if (slot !== undefined) return slot;
		return await new Promise<Slot>((resolve, reject) => {
			const leave = () => {
				this.#waiting.splice(this.#waiting.indexOf(waiter), 1);
				reject(signal.reason as Error);
			};
			const waiter: Waiter<Slot> = {
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
		const next = this.#waiting.shift();
		if (next) next.take(slot);
		else this.#free.push(slot);
	}
}
