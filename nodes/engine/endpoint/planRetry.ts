import type { Failure } from './failedAttempt';

/** `free`: at once, and at nobody's cost; `after`: waiting first; `never`: asking again would bring the same. */
export type RetryPlan = { readonly kind: 'never' } | { readonly kind: 'free' } | { readonly kind: 'after'; readonly waitMs: number };

export interface Backoff {
	/** The longest first wait; doubles with every retry. */
	readonly firstMs: number;
	readonly longestMs: number;
	/** From 0 to 1. */
	readonly random: () => number;
}

export const DEFAULT_BACKOFF: Backoff = { firstMs: 500, longestMs: 8_000, random: Math.random };

/** What a clone has spent so far. */
export interface Spent {
	readonly retries: number;
	readonly freeRetries: number;
	readonly serverErrors: number;
}

/** Idle connections that were all closed at once must not make a clone ask forever. */
const MOST_FREE_RETRIES = 3;

const NEVER: RetryPlan = { kind: 'never' };
const RETRIED_STATUSES = new Set([408, 425, 429, 500, 502, 503, 504, 529]);
const HOPELESS_CONNECTIONS =
	/^(ENOTFOUND|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HPE_|ERR_INVALID|UND_ERR_INVALID_ARG)/;

/**
 * Decides whether a failed request is worth another, and when.
 *
 * Waits are drawn from zero to a doubling bound (full jitter), so that clones that failed together do not come back together. A
 * server's Retry-After is a lower bound instead, with a little jitter on top.
 */
export function planRetry(failure: Failure, spent: Spent, backoff: Backoff): RetryPlan {
	const jittered: RetryPlan = {
		kind: 'after',
		waitMs: backoff.random() * Math.min(backoff.longestMs, backoff.firstMs * 2 ** spent.retries),
	};
	switch (failure.kind) {
		case 'unanswered':
			if (HOPELESS_CONNECTIONS.test(errorCode(failure.error))) return NEVER;
			return failure.reused && spent.freeRetries < MOST_FREE_RETRIES ? { kind: 'free' } : jittered;
		case 'cut':
			return jittered;
		case 'nonsense':
			return failure.shape === 'empty' || failure.shape === 'brokenJson' ? jittered : NEVER;
		case 'empty':
			return NEVER;
		case 'refused': {
			if (failure.isSaid === true || !RETRIED_STATUSES.has(failure.status)) return NEVER;
			if (failure.status === 500 && spent.serverErrors > 1) return NEVER;
			const askedMs = readRetryAfter(failure.retryAfter, Date.now());
			return askedMs === undefined ? jittered : { kind: 'after', waitMs: askedMs + backoff.random() * Math.min(1_000, askedMs / 4) };
		}
	}
}

/** Reads seconds or an HTTP date; anything else is as good as none. */
export function readRetryAfter(value: string | undefined, now: number): number | undefined {
	if (value === undefined || value.trim() === '') return undefined;
	const seconds = Number(value);
	if (Number.isFinite(seconds)) return Math.max(0, seconds * 1_000);
	const date = Date.parse(value);
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}

/** The code of the innermost error that has one. */
export function errorCode(error: unknown): string {
	if (!(error instanceof Error)) return '';
	const { code, cause } = error as Error & { code?: unknown };
	if (typeof code === 'string') return code;
	/** undici's parser gives no code of its own to an answer that is no HTTP at all. */
	return error.name === 'HTTPParserError' ? 'HPE_INVALID' : errorCode(cause);
}
