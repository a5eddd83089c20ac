import { isOldPace, type NoPace } from '../endpoint/pace';
import type { Pace } from '../receipt';
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

/** What came of a lone call: how long the clones waited for it, absent where none was made; and why it told no pace. */
export interface LoneCall {
	readonly tookMs?: number;
	readonly trouble?: string;
}

const reasons: Readonly<Record<NoPace, string>> = {
	tooShort: 'the answer was too short for that. It is measured again after an hour.',
	notCounted: 'the server does not say how many tokens it wrote. It is measured again after an hour.',
	brokeOff: 'the answer broke off before its end.',
	notAlone: 'other calls were under way at the same time.',
};

/** Makes one lone call before the run where its pace is asked for and not known, or old; undefined where none has to be made, as for a lone clone, which tells its pace itself. Optional: what goes wrong is a note. */
export async function measurePaceAlone(
	plan: ClonePlan | undefined,
	request: FanOutRequest,
	{ measurePace, paceOf, signal }: FanOutContext,
	turns: CloneTurns,
	deadline: Deadline,
	requests: RunRequests,
): Promise<LoneCall | undefined> {
	if (!request.measurePace || plan === undefined || request.clones === 1) return undefined;
	const known = paceOf(plan.request.model);
	if (known !== undefined && !isOldPace(known)) return undefined;
	// Where a call would have to wait for others, none is alone.
	if (!turns.isFree) return undefined;
	const limitMs = Math.min(LONGEST_PACE_MS, request.cloneTimeoutMs / 2, deadline.leftMs / 4);
	let measured: Pace | NoPace | undefined;
	const measure = async (given: AbortSignal) => {
		measured = await turns.take(async () => await measurePace(plan, given, requests.watch));
	};
	const [startedAt, sentBefore] = [performance.now(), requests.sent];
	const failure = await tryOptional(measure, limitMs, signal);
	const tookMs = performance.now() - startedAt;
	return { ...(requests.sent > sentBefore && { tookMs }), ...tellTrouble(failure ?? reasonOf(measured), tookMs) };
}

function reasonOf(measured: Pace | NoPace | undefined): string | undefined {
	return typeof measured === 'string' ? reasons[measured] : undefined;
}

function tellTrouble(trouble: string | undefined, tookMs: number): Pick<LoneCall, 'trouble'> {
	if (trouble === undefined) return {};
	const waited = tookMs < LEAST_TOLD_MS ? '' : ` The clones waited ${Math.round(tookMs / 1000)} s for it.`;
	return { trouble: `The pace was not measured, so the receipt says nothing of time saved: ${trouble}${waited}` };
}
