import type { Usage } from '../candidate';
import type { Pace } from '../receipt';

/** Fewer tokens than this say too little about the time of one. */
export const LEAST_TOKENS = 8;

/** With expressions in credentials there is no end to addresses and models. */
const MOST_PACES = 256;

interface Activity {
	inFlight: number;
	begun: number;
}

/** Of addresses that have requests under way. */
const activities = new Map<string, Activity>();
/** The one measured longest ago first. */
const paces = new Map<string, Pace>();

/** One request under way; `end` says whether it had the server to itself, as far as this process can see, from start to end. */
export interface Visit {
	end(): { readonly alone: boolean };
}

export function beginVisit(baseUrl: string): Visit {
	let activity = activities.get(baseUrl);
	if (activity === undefined) activities.set(baseUrl, (activity = { inFlight: 0, begun: 0 }));
	const { inFlight: others, begun } = activity;
	activity.inFlight++;
	activity.begun++;
	let open = true;
	return {
		end: () => {
			if (open && --activity.inFlight === 0) activities.delete(baseUrl);
			open = false;
			return { alone: others === 0 && activity.begun === begun + 1 };
		},
	};
}

/** What a streamed answer tells about pace. */
export interface StreamedTimes {
	readonly firstTokenMs: number;
	readonly durationMs: number;
	readonly usage: Usage;
}

/**
 * Keeps the pace of a call that had the server to itself, per address and model; the newest one holds. Beyond 256 the one measured longest ago is forgotten.
 *
 * Only streamed calls say when their first token came, so only they give a pace; and only with a token count
 * by the server and enough tokens to tell.
 */
export function recordPace(baseUrl: string, model: string, times: StreamedTimes, measuredAt = new Date()): void {
	const tokens = times.usage.completionTokens ?? 0;
	if (tokens < LEAST_TOKENS) return;
	adoptPace(baseUrl, model, {
		firstTokenMs: times.firstTokenMs,
		msPerToken: (times.durationMs - times.firstTokenMs) / (tokens - 1),
		measuredAt: measuredAt.toISOString(),
	});
}

/** Takes a pace for the one that holds, no matter who measured it. */
export function adoptPace(baseUrl: string, model: string, pace: Pace): void {
	const key = keyOf(baseUrl, model);
	paces.delete(key);
	paces.set(key, pace);
	const [oldest] = paces.keys();
	if (paces.size > MOST_PACES && oldest !== undefined) paces.delete(oldest);
}

export function paceOf(baseUrl: string, model: string): Pace | undefined {
	return paces.get(keyOf(baseUrl, model));
}

/** A server that got another model, other neighbours or other hardware has another pace. */
export const PACE_LASTS_MS = 3_600_000;

/** Whether it should be measured again. */
export function isOldPace({ measuredAt }: Pace): boolean {
	return !(Date.now() - Date.parse(measuredAt) < PACE_LASTS_MS);
}

/** Why no pace came of a lone call, though nothing went wrong. */
export type NoPace = 'tooShort' | 'notCounted' | 'notAlone' | 'brokeOff';

/** Models, at their addresses, of which lone calls tell no pace, and since when. */
const untold = new Map<string, { readonly because: NoPace; readonly since: number }>();

/** Another call would most likely tell as little, so none is made for an hour. That others were at work, or a connection broke, passes sooner. Beyond 256 models the first one is forgotten. */
export function rememberNoPace(baseUrl: string, model: string, because: NoPace): void {
	if (because === 'notAlone' || because === 'brokeOff') return;
	const key = keyOf(baseUrl, model);
	untold.delete(key);
	untold.set(key, { because, since: performance.now() });
	const [oldest] = untold.keys();
	if (untold.size > MOST_PACES && oldest !== undefined) untold.delete(oldest);
}

/** What a lone call came to within the last hour where it told no pace. */
export function noPaceOf(baseUrl: string, model: string): NoPace | undefined {
	const found = untold.get(keyOf(baseUrl, model));
	return found === undefined || performance.now() - found.since > PACE_LASTS_MS ? undefined : found.because;
}

/** What an answer of so many tokens would have taken alone, at this pace. */
export function aloneMs(pace: Pace, completionTokens: number): number {
	return pace.firstTokenMs + pace.msPerToken * Math.max(0, completionTokens - 1);
}

function keyOf(baseUrl: string, model: string): string {
	return `${baseUrl}\n${model}`;
}
