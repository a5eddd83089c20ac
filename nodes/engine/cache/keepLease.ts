import type { LeaseStore } from '../leases';

/** A claim, and where it is held. */
export interface HeldLease {
	readonly leases: LeaseStore;
	readonly namespace: string;
	readonly key: string;
	readonly token: string;
	/** How long the death of this process holds others up. */
	readonly leaseMs: number;
}

/**
 * Keeps a claim for another lease, again and again, until the returned function is called, the claim is lost, or so long has passed.
 *
 * It keeps no process alive; where the store does not answer, the lease ends by itself.
 */
export function keepLease({ leases, namespace, key, token, leaseMs }: HeldLease, longestMs = Number.POSITIVE_INFINITY): () => void {
	const { signal } = new AbortController();
	const endsAt = performance.now() + longestMs;
	const stop = () => clearInterval(timer);
	const keep = async () => {
		const leftMs = endsAt - performance.now();
		if (leftMs <= 0 || !(await leases.keep(namespace, key, { token, leaseMs: Math.min(leaseMs, Math.ceil(leftMs)) }, signal))) stop();
	};
	const timer = setInterval(() => void keep().catch(() => {}), leaseMs / 3);
	timer.unref();
	return stop;
}
