import type { ServerEndpoint } from '../serverQuestion';

/** How long a server that failed is left alone at first; doubles with each further failure. */
const FIRST_ASIDE_MS = 1_000;
const LONGEST_ASIDE_MS = 30_000;
/** A server that asks for more is looked at all the same. */
const LONGEST_SERVER_WAIT_MS = 300_000;

/** One server of a pool: how much it has to do, and whether it is set aside. */
export class PoolMember {
	inFlight = 0;
	/** Its place among those with equally much to do: the lowest goes first. */
	turn = 0;
	private strikes = 0;
	private asideUntil = 0;
	private isByServer = false;
	/** Why no clone is sent there, in a sentence; undefined if some are, or if those who noticed say it themselves. */
	whyAside: string | undefined;

	constructor(
		readonly server: ServerEndpoint,
		readonly weight: number,
	) {}

	/** What it has to do, for its weight. */
	get load(): number {
		return this.inFlight / this.weight;
	}

	/** When its being set aside ends, by the clock of `performance`; 0 if it is not. */
	get backAt(): number {
		return this.asideUntil;
	}

	/** A server that was set aside is looked at again by one request alone, until one is answered. */
	isAvailable(now: number): boolean {
		return now >= this.asideUntil && (this.strikes === 0 || this.inFlight === 0);
	}

	/** To be called once for each request; `end` says how it went. A request that was stopped ends without a word. */
	begin(pool: { turn: number }): { end(how?: 'answered'): void } {
		this.inFlight++;
		// One that was set aside for an hour does not make up for it.
		pool.turn = Math.max(this.turn, pool.turn);
		this.turn = pool.turn + 1 / this.weight;
		let isOpen = true;
		return {
			end: (how) => {
				if (!isOpen) return;
				isOpen = false;
				this.inFlight--;
				if (how === 'answered') this.clear();
			},
		};
	}

	/**
	 * Sets the server aside, for as long as it asks for, else for a second, twice that the next time, and half a minute at most.
	 *
	 * Of many requests that fail together only the first one counts.
	 */
	setAside(now: number, serverWaitMs?: number): void {
		if (now >= this.asideUntil) this.strikes++;
		const ownMs = Math.min(LONGEST_ASIDE_MS, FIRST_ASIDE_MS * 2 ** (this.strikes - 1));
		this.asideUntil = Math.max(this.asideUntil, now + Math.min(LONGEST_SERVER_WAIT_MS, serverWaitMs ?? ownMs));
		this.isByServer ||= serverWaitMs !== undefined;
	}

	/** An answer shows that the server is well; what it asked for itself still holds. */
	private clear(): void {
		this.strikes = 0;
		this.whyAside = undefined;
		if (this.isByServer && performance.now() < this.asideUntil) return;
		this.asideUntil = 0;
		this.isByServer = false;
	}
}
