/** When a run must be done; without `ms` it may take as long as it takes. */
export class Deadline {
	/** In epoch milliseconds. */
	readonly at: number | undefined;

	constructor(
		readonly ms: number | undefined,
		startedAt: number,
	) {
		this.at = ms === undefined ? undefined : startedAt + ms;
	}

	get isPast(): boolean {
		return this.at !== undefined && Date.now() >= this.at;
	}

	/** Infinite where there is none. */
	get leftMs(): number {
		return (this.at ?? Number.POSITIVE_INFINITY) - Date.now();
	}

	/** Why a run ends, once it is past. */
	get hadCome(): string {
		return `the deadline of ${(this.ms ?? 0) / 1000} s had come`;
	}
}
