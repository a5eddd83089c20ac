/** Lets everybody pass but while somebody needs to be alone. */
export class Turnstile {
	#alone = 0;
	#opening = Promise.withResolvers<void>();

	/** Returns when nobody is alone, or needs to be. */
	async pass(): Promise<void> {
		while (this.#alone > 0) await this.#opening.promise;
	}

	/** Holds up all who pass until the work is done. Several may be alone at once: they only hold up those who pass. */
	async alone<Result>(work: () => Promise<Result>): Promise<Result> {
		this.#alone++;
		try {
			return await work();
		} finally {
			if (--this.#alone === 0) {
				this.#opening.resolve();
				this.#opening = Promise.withResolvers<void>();
			}
		}
	}
}
