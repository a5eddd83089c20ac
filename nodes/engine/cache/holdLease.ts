import { letGo } from './awaitTurn';
import { keepLease, type HeldLease } from './keepLease';

export interface HeldWork<Result> extends HeldLease {
	do(): Promise<Result>;
	/** Whether others find what came of it. */
	isDone(result: Result): boolean;
}

/**
 * Does claimed work and keeps the claim for as long as it takes.
 *
 * Afterwards the claim is given back: as done, for somebody else to take over where the caller was stopped, else as given up.
 */
export async function holdLease<Result>(work: HeldWork<Result>, signal: AbortSignal): Promise<Result> {
	const { leases, namespace, key, token } = work;
	const stopKeeping = keepLease(work);
	const own = new AbortController().signal;
	let isDone = false;
	try {
		const result = await work.do();
		isDone = work.isDone(result);
		return result;
	} finally {
		stopKeeping();
		letGo(isDone || signal.aborted ? leases.release(namespace, key, token, own) : leases.giveUp(namespace, key, token, own));
	}
}
