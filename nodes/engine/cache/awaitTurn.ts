import { setTimeout } from 'node:timers/promises';
import { withinTime } from '../withinTime';
import type { HeldLease } from './keepLease';

/** Whose turn it is: the caller's, nobody's as the work is done, or everybody's as the holder gave it up. */
export type Turn<Found> = { readonly kind: 'claimed' | 'givenUp' } | { readonly kind: 'found'; readonly value: Found };

export interface TurnRequest<Found> extends HeldLease {
	/** What the holder brings; undefined while it is not there. */
	find(signal: AbortSignal): Promise<Found | undefined>;
}

/** A store that takes longer for one look is not there. */
const LONGEST_LOOK_MS = 5_000;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 500;

/**
 * Claims the work, or waits until it is done, given up, or its holder's lease has ended.
 *
 * It looks again after claiming, as somebody may have been done just before. How long it waits is the signal's to say.
 *
 * @throws Error where the store takes longer than five seconds to answer; what the store throws; whatever `signal.reason` is when aborted, at once.
 */
export async function awaitTurn<Found>(request: TurnRequest<Found>, signal: AbortSignal): Promise<Turn<Found>> {
	const { leases, namespace, key, token } = request;
	const release = () => letGo(leases.release(namespace, key, token, new AbortController().signal));
	try {
		const turn = await takeTurn(request, signal);
		if (turn.kind === 'found') release();
		return turn;
	} catch (error) {
		// The claim may have been made in the moment in which nobody waited for it any more.
		release();
		throw error;
	}
}

async function takeTurn<Found>(
	{ leases, namespace, key, token, leaseMs, find }: TurnRequest<Found>,
	signal: AbortSignal,
): Promise<Turn<Found>> {
	let sinceMs: number | undefined;
	for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 1.5, LONGEST_PAUSE_MS)) {
		const claim = async (given: AbortSignal) => await leases.claim(namespace, key, { token, leaseMs }, given);
		const { claimed, gaveUpAtMs, asOfMs } = await inTime(claim, signal);
		sinceMs ??= asOfMs;
		const value = await inTime(find, signal);
		if (value !== undefined) return { kind: 'found', value };
		if (claimed) return { kind: 'claimed' };
		if (gaveUpAtMs !== undefined && gaveUpAtMs >= sinceMs) return { kind: 'givenUp' };
		await setTimeout(pauseMs, undefined, { signal }).catch(() => signal.throwIfAborted());
	}
}

async function inTime<Result>(look: (signal: AbortSignal) => Promise<Result>, signal: AbortSignal): Promise<Result> {
	const ended = await withinTime(look, LONGEST_LOOK_MS, signal);
	if (ended.kind === 'late') throw new Error(`its store did not answer within ${LONGEST_LOOK_MS / 1000} s.`);
	if (ended.kind === 'threw') throw ended.error;
	return ended.value;
}

/** Nobody waits for a lease to be given back: where it fails, the lease ends by itself. */
export function letGo(work: Promise<unknown>): void {
	work.catch(() => {});
}
