/**
 * Lets text through until a stop string appears in it.
 *
 * The end of the text is held back while it may still turn out to be the beginning of a stop string,
 * so that no part of one is ever passed on.
 */
export class StopScanner {
	readonly #stops: readonly string[];
	#held = '';

	constructor(stops: readonly string[]) {
		this.#stops = stops;
	}

	/** What may be passed on now, and the stop string if it was reached. The earliest in the text wins. */
	push(text: string): { text: string; stop?: string } {
		this.#held += text;
		let found: { at: number; stop: string } | undefined;
		for (const stop of this.#stops) {
			const at = this.#held.indexOf(stop);
			if (at >= 0 && (!found || at < found.at)) found = { at, stop };
		}
		if (found) {
			const passed = this.#held.slice(0, found.at);
			this.#held = '';
			return { text: passed, stop: found.stop };
		}
		const keep = Math.max(0, ...this.#stops.map((stop) => overlap(this.#held, stop)));
		const passed = this.#held.slice(0, this.#held.length - keep);
		this.#held = this.#held.slice(this.#held.length - keep);
		return { text: passed };
	}

	/** The text is over: what was held back was no stop string after all. */
	flush(): string {
		const rest = this.#held;
		this.#held = '';
		return rest;
	}
}

/** How many characters at the end of `text` are the beginning of `stop`. */
function overlap(text: string, stop: string): number {
	for (let length = Math.min(text.length, stop.length - 1); length > 0; length--) {
		if (text.endsWith(stop.slice(0, length))) return length;
	}
	return 0;
}
