import type { Candidate } from '../candidate';

/** What could end an answer before its time. */
export interface CloneLimits {
	/** Epoch milliseconds; absent: none. */
	readonly deadlineAt?: number;
	readonly cloneTimeoutMs: number;
}

/** Between the end of the time and the end of the answer that it cut. */
const LATE_MS = 250;

/**
 * Who cut an answer off before its end, named as on screen; undefined where it is whole.
 *
 * A stream that broke off does not say why, so the clock decides: what ended with the deadline was cut by it.
 */
export function whyCut(
	{ finishReason, sampling, timing, toolUses = [] }: Candidate,
	{ deadlineAt, cloneTimeoutMs }: CloneLimits,
): string | undefined {
	if (finishReason === 'length') return sampling.maxTokens === undefined ? "the server's own limit" : 'Max Tokens';
	if (finishReason !== 'cut') return undefined;
	// A clone's time covers its tools, and the duration of its answers does not.
	const tookMs = timing.durationMs + toolUses.reduce((sum, { durationMs }) => sum + durationMs, 0);
	if (deadlineAt !== undefined && Date.parse(timing.startedAt) + tookMs >= deadlineAt - LATE_MS) return 'the deadline';
	return tookMs >= cloneTimeoutMs - LATE_MS ? 'Clone Timeout' : 'a broken connection';
}
