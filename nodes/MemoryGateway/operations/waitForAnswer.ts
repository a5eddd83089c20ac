import { awaitTurn, letGo } from '../../engine/cache/awaitTurn';
import { keepLease, type HeldLease } from '../../engine/cache/keepLease';
import { ownQuestionKey } from '../../engine/cache/ownQuestion';
import { tokenOf } from '../../engine/memory/tokenOf';
import { withinTime } from '../../engine/withinTime';
import type { OperationInput } from './operation';

interface Waiting<Found> {
	readonly question: string;
	readonly leaseSeconds: number;
	readonly waitSeconds: number;
	find(): Promise<Found | undefined>;
}

/** How long a worker that dies holds up those that wait for its answer. */
const LEASE_MS = 10_000;

/** What ends the keeping of a claim, by its token: Look Up claims, Save gives back. */
const keepers = new Map<string, () => void>();

/** The claim on a question: the same in every node of one execution. */
function claimOf({ namespace, executionId, store }: OperationInput, question: string) {
	const key = ownQuestionKey(question);
	return { leases: store.leases, namespace, key, token: tokenOf(executionId, namespace, key) };
}

/** Ends the wait for an answer: `saved`, so that all find it, or not, so that they go on by themselves. */
export async function endWait(input: OperationInput, question: string, { saved }: { readonly saved: boolean }): Promise<void> {
	const { leases, namespace, key, token } = claimOf(input, question);
	keepers.get(token)?.();
	await (saved ? leases.release(namespace, key, undefined, input.signal) : leases.giveUp(namespace, key, token, input.signal));
}

/**
 * Lets the first caller of a question go on to answer it, and has the others wait for what it saves.
 *
 * Its claim is kept for as long as the lease says while its execution runs, ends with that, and is taken over ten seconds after the death of this process. Undefined for the one that goes on, and for those who have waited long enough or whose first caller gave up.
 */
export async function waitForAnswer<Found>(
	input: OperationInput,
	{ question, leaseSeconds, waitSeconds, find }: Waiting<Found>,
): Promise<Found | undefined> {
	const turn = { ...claimOf(input, question), leaseMs: Math.min(LEASE_MS, leaseSeconds * 1000), find };
	const ended = await withinTime(async (given) => await awaitTurn(turn, given), waitSeconds * 1000, input.signal);
	if (ended.kind === 'threw') throw ended.error;
	if (ended.kind === 'late')
		input.tell(`Nobody had saved an answer to this question after ${waitSeconds} s, so this execution goes on by itself.`);
	if (ended.kind === 'done' && ended.value.kind === 'claimed') {
		keep(turn, leaseSeconds * 1000);
		input.onEnd(({ isStopped }) => leave(turn, isStopped));
	}
	return ended.kind === 'done' && ended.value.kind === 'found' ? ended.value.value : undefined;
}

function keep(claim: HeldLease, longestMs: number): void {
	keepers.get(claim.token)?.();
	const stopKeeping = keepLease(claim, longestMs);
	const forget = () => {
		stopKeeping();
		clearTimeout(timer);
		keepers.delete(claim.token);
	};
	const timer = setTimeout(forget, longestMs);
	timer.unref();
	keepers.set(claim.token, forget);
}

/** An execution that has ended saves nothing any more: where it was stopped, somebody else may try, else nothing came of it. */
function leave({ leases, namespace, key, token }: HeldLease, isStopped: boolean): void {
	const stopKeeping = keepers.get(token);
	if (stopKeeping === undefined) return;
	stopKeeping();
	const own = new AbortController().signal;
	letGo(isStopped ? leases.release(namespace, key, token, own) : leases.giveUp(namespace, key, token, own));
}
