/** One piece of work under way for everybody who asked for the same. */
interface Flight<Result> {
	readonly result: Promise<Result>;
	readonly stop: AbortController;
	waiting: number;
}

/**
 * Does the same work once for everybody who asks for it at the same time.
 *
 * A caller that is aborted leaves alone: the work goes on, the first caller's, as long as somebody waits, and its signal is aborted when nobody does. When it
 * fails, everybody who waits gets that error.
 */
export class SharedFlights<Result> {
	private readonly flights = new Map<string, Flight<Result>>();

	isUnderWay(key: string): boolean {
		return this.flights.has(key);
	}

	async join(key: string, work: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result> {
		signal.throwIfAborted();
		const flight = this.flights.get(key) ?? this.start(key, work);
		flight.waiting++;
		let onAbort = () => {};
		const aborted = new Promise<never>((_, reject) => {
			onAbort = () => reject(signal.reason);
			signal.addEventListener('abort', onAbort, { once: true });
		});
		try {
			return await Promise.race([flight.result, aborted]);
		} finally {
			signal.removeEventListener('abort', onAbort);
			flight.waiting--;
			if (flight.waiting === 0) this.leave(key, flight, signal.reason);
		}
	}

	private start(key: string, work: (signal: AbortSignal) => Promise<Result>): Flight<Result> {
		const stop = new AbortController();
		const flight: Flight<Result> = { result: work(stop.signal), stop, waiting: 0 };
		this.flights.set(key, flight);
		const land = () => {
			if (this.flights.get(key) === flight) this.flights.delete(key);
		};
		flight.result.then(land, land);
		return flight;
	}

	/** Nobody waits any more: a flight that is still out is stopped, and the next one to come starts another. */
	private leave(key: string, flight: Flight<Result>, reason: unknown): void {
		if (this.flights.get(key) !== flight) return;
		this.flights.delete(key);
		flight.stop.abort(reason);
	}
}
