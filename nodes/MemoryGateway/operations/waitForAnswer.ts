import { awaitTurn } from '../../engine/cache/awaitTurn';
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

/** The claim on a question: the same in every node of one execution. */
export function claimOf({ namespace, executionId }: Pick<OperationInput, 'namespace' | 'executionId'>, question: string) {
	const key = ownQuestionKey(question);
	return { namespace, key, token: tokenOf(executionId, namespace, key) };
}

/**
 * Lets the first caller of a question go on to answer it, and has the others wait for what it saves.
 *
 * Undefined for the one that goes on, and for those who have waited long enough or whose first caller gave up.
 */
export async function waitForAnswer<Found>(
	input: OperationInput,
	{ question, leaseSeconds, waitSeconds, find }: Waiting<Found>,
): Promise<Found | undefined> {
	const { leases } = input.store;
	const turn = { ...claimOf(input, question), leases, leaseMs: leaseSeconds * 1000, find };
	const ended = await withinTime(async (given) => await awaitTurn(turn, given), waitSeconds * 1000, input.signal);
	if (ended.kind === 'threw') throw ended.error;
	if (ended.kind === 'late')
		input.tell(`Nobody had saved an answer to this question after ${waitSeconds} s, so this run goes on by itself.`);
	return ended.kind === 'done' && ended.value.kind === 'found' ? ended.value.value : undefined;
}
