import { setImmediate } from 'node:timers/promises';

/**
 * Lets all who write go on together, so that each step of the model is one batch with a token of everybody.
 *
 * node-llama-cpp decodes what is queued as soon as the step before is done. Who got its token last comes too late for that, so that of two
 * only one is in each batch; and a batch of five takes hardly longer than one of a single token.
 */
export class Lockstep {
	#members = 0;
	#arrived: Array<() => void> = [];

	/** Runs `work` as a member: the others wait for it at the end of each step, until it is done. */
	async join<Result>(work: () => Promise<Result>): Promise<Result> {
		this.#members++;
		try {
			return await work();
		} finally {
			this.#members--;
			this.#releaseWhenAllAreThere();
		}
	}

	/** Returns when every member has come here, in a turn in which the step before is over for all of them. */
	async arrive(): Promise<void> {
		await new Promise<void>((resolve) => {
			this.#arrived.push(resolve);
			this.#releaseWhenAllAreThere();
		});
	}

	#releaseWhenAllAreThere(): void {
		if (this.#arrived.length === 0 || this.#arrived.length < this.#members) return;
		const released = this.#arrived;
		this.#arrived = [];
		void setImmediate().then(() => {
			for (const release of released) release();
		});
	}
}
