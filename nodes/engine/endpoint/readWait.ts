import type { ErrorBody } from './readErrorBody';

/** Headers by name, as undici gives them. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const STEP = /(\d{1,15}(?:\.\d{1,9})?)\s?(ms|millis\w{0,10}|s|secs?|seconds?|m|mins?|minutes?|h|hours?|d|days?)(?![a-z])/gi;
const IN_WORDS =
	/\b(?:(?:try|retry)(?:ing)?\s(?:your request\s)?(?:again\s)?(?:in|after)|wait(?:\sfor)?)\s((?:\d{1,15}(?:\.\d{1,9})?\s?[a-z]{1,12}[\s,]{0,2}){1,4})/i;
/** A number above this is a point in time and not a span: seconds, or milliseconds, since 1970. */
const EPOCH_SECONDS = 1e9;
const EPOCH_MS = 1e12;

/**
 * How long the headers of a refusal ask to be left alone: `retry-after-ms`, else `retry-after`, else, after a 429, the reset of a rate limit.
 *
 * Other refusals may carry the limits too, and then they are not what was in the way. Of several limits those with nothing remaining count, the latest of them; where none is said to be used up, the earliest reset.
 */
export function readWait(status: number, headers: Headers, now: number): number | undefined {
	const exact = Object.keys(headers).find((name) => name.toLowerCase().endsWith('retry-after-ms'));
	const ms = exact === undefined ? undefined : toNumber(textOf(headers[exact]));
	if (ms !== undefined) return Math.max(0, ms);
	const plain = Object.keys(headers).find((name) => /(?:^|-)retry-after$/i.test(name)) ?? 'retry-after';
	return readRetryAfter(textOf(headers['retry-after'] ?? headers[plain]), now) ?? (status === 429 ? readReset(headers, now) : undefined);
}

function readReset(headers: Headers, now: number): number | undefined {
	const resets = Object.keys(headers)
		.filter((name) => /rate-?limit/i.test(name) && /reset/i.test(name))
		.map((name) => ({
			waitMs: readSpan(textOf(headers[name]), now),
			remaining: toNumber(textOf(headers[name.toLowerCase().replace('reset-after', 'remaining').replace('reset', 'remaining')])),
		}))
		.flatMap(({ waitMs, remaining }) => (waitMs === undefined ? [] : [{ waitMs, remaining }]));
	// The one field of the newer draft: limit=10, remaining=0, reset=5, or "default";r=0;t=5.
	const whole = /\b(?:reset=|t=)(\d{1,12})/.exec(textOf(headers['ratelimit']) ?? '')?.[1];
	if (whole !== undefined) resets.push({ waitMs: Number(whole) * 1_000, remaining: undefined });
	if (resets.length === 0) return undefined;
	const usedUp = resets.filter(({ remaining }) => remaining !== undefined && remaining <= 0);
	if (usedUp.length > 0) return Math.max(...usedUp.map(({ waitMs }) => waitMs));
	const unknown = resets.filter(({ remaining }) => remaining === undefined);
	if (unknown.length > 0) return Math.max(...unknown.map(({ waitMs }) => waitMs));
	return Math.min(...resets.map(({ waitMs }) => waitMs));
}

/** Reads seconds or an HTTP date; anything else is as good as none. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
	return readSpan(value, now);
}

/** How long a server asks to be left alone in what it says: Google's RetryInfo, or "Please try again in 7.66s". */
export function readWaitInWords(said: ErrorBody, now: number): number | undefined {
	const inWords = IN_WORDS.exec(said.words)?.[1];
	return readSpan(said.retryDelay, now) ?? (inWords === undefined ? undefined : addSteps(inWords));
}

/** `7`, `1.5`, `20ms`, `6m0s`, `2 minutes`, a date, or seconds or milliseconds since 1970. */
function readSpan(value: string | undefined, now: number): number | undefined {
	const number = toNumber(value);
	if (number !== undefined) {
		if (number > EPOCH_MS) return Math.max(0, number - now);
		return Math.max(0, number > EPOCH_SECONDS ? number * 1_000 - now : number * 1_000);
	}
	if (value === undefined || value.length > 60) return undefined;
	const steps = /^\s?\d/.test(value) && !/\d{4}-\d/.test(value) ? addSteps(value) : undefined;
	if (steps !== undefined) return steps;
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

function addSteps(words: string): number | undefined {
	let sum: number | undefined;
	for (const [, count, unit = ''] of words.slice(0, 100).matchAll(STEP)) {
		const name = unit.toLowerCase();
		const perUnit = UNITS_MS[name.startsWith('mil') ? 'ms' : name === 'ms' ? 'ms' : name.slice(0, 1)] ?? 0;
		sum = (sum ?? 0) + Number(count) * perUnit;
	}
	return sum;
}

function toNumber(value: string | undefined): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const number = Number(value);
	return Number.isFinite(number) ? number : undefined;
}

function textOf(value: string | readonly string[] | undefined): string | undefined {
	return typeof value === 'string' ? value : value?.[0];
}
