import { isOldPace } from '../endpoint/pace';
import type { CloneTurns } from './cloneTurns';
import type { Deadline } from './deadline';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import type { RunRequests } from './runRequests';
import { tryOptional } from './tryOptional';

/** Nobody waits longer for what the run can do without. */
const LONGEST_PACE_MS = 60_000;
/** Rounded to 1 s. */
const LEAST_TOLD_MS = 500;

/** What came of a lone call: how long the clones waited for it, and what went wrong. */
export interface LoneCall {
	readonly tookMs: number;
	readonly trouble?: string;
}

/** Makes one lone call before the run where its pace is asked for and not known, or old; undefined where none has to be made. Optional: what goes wrong is a note. */
export async function measurePaceAlone(
	plan: ClonePlan | undefined,
	request: FanOutRequest,
	{ measurePace, paceOf, signal }: FanOutContext,
	turns: CloneTurns,
	deadline: Deadline,
	requests: RunRequests,
): Promise<LoneCall | undefined> {
	if (!request.measurePace || plan === undefined) return undefined;
	const known = paceOf(plan.request.model);
	if (known !== undefined && !isOldPace(known)) return undefined;
	// Where a call would have to wait for others, none is alone.
	if (!turns.isFree) return undefined;
	const limitMs = Math.min(LONGEST_PACE_MS, request.cloneTimeoutMs / 2, deadline.leftMs / 4);
	const measure = async (given: AbortSignal) => await turns.take(async () => await measurePace(plan, given, requests.count));
	const startedAt = performance.now();
	const trouble = await tryOptional(measure, limitMs, signal);
	const tookMs = performance.now() - startedAt;
	if (trouble === undefined) return { tookMs };
	const waited = tookMs < LEAST_TOLD_MS ? '' : ` The clones waited ${Math.round(tookMs / 1000)} s for it.`;
	return { tookMs, trouble: `The pace was not measured, so the receipt says nothing of time saved: ${trouble}${waited}` };
}
