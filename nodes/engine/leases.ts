/** How a claim on some work ended, and what became of the work before. Times are epoch milliseconds by the store's clock. */
export interface Lease {
	/** True for exactly one token at a time. */
	readonly claimed: boolean;
	/** When a holder last said that nothing comes of the work; absent: never, or the work was done since. */
	readonly gaveUpAtMs?: number;
	/** When this was read. */
	readonly asOfMs: number;
}

/**
 * Who does a piece of work that many could do at the same time, in as many processes as the store serves.
 *
 * The first one to claim it holds it until its lease ends; a lease that ended is taken over by the next claim, so a holder that dies holds nothing up for longer. Namespaces are closed.
 */
export interface LeaseStore {
	/** The same token again keeps the work for another lease. */
	claim(namespace: string, key: string, claim: { readonly token: string; readonly leaseMs: number }, signal: AbortSignal): Promise<Lease>;
	/** For another lease, as long as nobody has taken it over or given it back; resolves to whether it is still held. */
	keep(namespace: string, key: string, claim: { readonly token: string; readonly leaseMs: number }, signal: AbortSignal): Promise<boolean>;
	/** The work is done, or somebody else may do it. With no token, no matter who holds it; the token of somebody else changes nothing. */
	release(namespace: string, key: string, token: string | undefined, signal: AbortSignal): Promise<void>;
	/** Tells those who wait that nothing comes of it; the token of somebody else changes nothing. */
	giveUp(namespace: string, key: string, token: string, signal: AbortSignal): Promise<void>;
}
