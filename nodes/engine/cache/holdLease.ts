import type { LeaseStore } from '../leases';
import { letGo } from './awaitTurn';

export interface HeldWork<Result> {
	readonly leases: LeaseStore;
	readonly namespace: string;
	readonly key: string;
	readonly token: string;
	readonly leaseMs: number;
	do(): Promise<Result>;
	/** Whether others find what came of it. */
	isDone(result: Result): boolean;
}

/**
 * Does claimed work and keeps the claim for as long as it takes.
 *
 * Afterwards the claim is given back: as done, for somebody else to take over where the caller was stopped, else as given up.
 */
export async function holdLease<Result>({ leases, namespace, key, token, leaseMs, ...work }: HeldWork<Result>, signal: AbortSignal) {
	const own = new AbortController().signal;
	const keep = () => letGo(leases.claim(namespace, key, { token, leaseMs }, own));
	const timer = setInterval(keep, leaseMs / 3);
	let isDone = false;
	try {
		const result = await work.do();
		isDone = work.isDone(result);
		return result;
	} finally {
		clearInterval(timer);
		letGo(isDone || signal.aborted ? leases.release(namespace, key, token, own) : leases.giveUp(namespace, key, token, own));
	}
}
