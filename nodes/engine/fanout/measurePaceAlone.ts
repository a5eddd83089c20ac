import { isOldPace } from '../endpoint/pace';
import type { CloneTurns } from './cloneTurns';
import type { Deadline } from './deadline';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import { tryOptional } from './tryOptional';

/** Nobody waits longer for what the run can do without. */
const LONGEST_PACE_MS = 60_000;

/** Makes one lone call before the run where its pace is asked for and not known, or old. Optional: what goes wrong is a note, which is handed back. */
export async function measurePaceAlone(
	plan: ClonePlan | undefined,
	request: FanOutRequest,
	{ measurePace, paceOf, signal }: FanOutContext,
	turns: CloneTurns,
	deadline: Deadline,
): Promise<string | undefined> {
	if (!request.measurePace || plan === undefined) return undefined;
	const known = paceOf(plan.request.model);
	if (known !== undefined && !isOldPace(known)) return undefined;
	// Where a call would have to wait for others, none is alone.
	if (!turns.isFree) return undefined;
	const limitMs = Math.min(LONGEST_PACE_MS, request.cloneTimeoutMs / 2, deadline.leftMs / 4);
	const measure = async (given: AbortSignal) => await turns.take(async () => await measurePace(plan, given));
	const trouble = await tryOptional(measure, limitMs, signal);
	return trouble === undefined ? undefined : `The pace was not measured, so the receipt says nothing of time saved: ${trouble}`;
}
