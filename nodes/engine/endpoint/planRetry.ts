import type { EndpointErrorKind, RefusalKind } from './endpointError';
import type { Failure } from './failedAttempt';
import type { Known, KnownFailure } from './failures/facts';

/**
 * `free`: at once, and at nobody's cost; `after`: waiting first; `loading`: waiting first, at nobody's cost, for as long as the clone has time;
 * `never`: asking again would bring the same.
 */
export type RetryPlan =
	| { readonly kind: 'never' }
	| { readonly kind: 'free' }
	/** `isAsked`: the server named the wait, so that a shorter one is none. */
	| { readonly kind: 'after'; readonly waitMs: number; readonly isAsked: boolean }
	| { readonly kind: 'loading'; readonly waitMs: number; readonly isAsked: boolean };

export interface Backoff {
	/** The shortest first wait; doubles with every retry. */
	readonly firstMs: number;
	readonly longestMs: number;
	/** From 0 to 1. */
	readonly random: () => number;
}

export const DEFAULT_BACKOFF: Backoff = { firstMs: 750, longestMs: 8_000, random: Math.random };

/** What a clone has spent so far. */
export interface Spent {
	readonly retries: number;
	readonly freeRetries: number;
	/** Errors of the server's own, this one included. */
	readonly serverErrors: number;
	/** Times it was told that the model is still loading, before this one. */
	readonly loadingRetries: number;
}

/** Idle connections that were all closed at once must not make a clone ask forever. */
const MOST_FREE_RETRIES = 3;
/** Of a server that loads its model. */
const LONGEST_LOADING_WAIT_MS = 3_000;
const SHORTEST_LOADING_WAIT_MS = 20;

const NEVER: RetryPlan = { kind: 'never' };
/** What passes by itself. Everything else that a server refuses it refuses again. */
const PASSES: ReadonlySet<EndpointErrorKind> = new Set(['overloaded', 'gateway']);
/** What may well come from the question itself, and then comes every time. */
const SERVER_ERRORS: ReadonlySet<EndpointErrorKind> = new Set(['serverBroke', 'engineDead', 'modelLoadFailed']);
const HOPELESS_CONNECTIONS =
	/^(ENOTFOUND|ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|EPROTO|HPE_|ERR_INVALID|UND_ERR_INVALID_ARG)/;

/**
 * Decides whether a failed request is worth another, and when.
 *
 * Waits double, with up to half of them on top, so that clones that failed together do not come back together, and two retries outlast an
 * overload of two seconds. What is asked again only once waits as long as for both. A wait that the server asks for gets a little on top.
 */
export function planRetry(failure: Failure, known: KnownFailure, spent: Spent, backoff: Backoff): RetryPlan {
	const isOnce = isServerError(known.kind);
	const shortestMs = isOnce ? boundOf(0, backoff) + boundOf(1, backoff) : boundOf(spent.retries, backoff);
	const jittered: RetryPlan = { kind: 'after', waitMs: shortestMs * (1 + backoff.random() / 2), isAsked: false };
	switch (failure.kind) {
		case 'unanswered':
			if (isHopeless(failure.error)) return NEVER;
			return failure.reused && spent.freeRetries < MOST_FREE_RETRIES ? { kind: 'free' } : jittered;
		case 'cut':
			return jittered;
		case 'nonsense':
			return failure.shape === 'empty' || failure.shape === 'brokenJson' ? jittered : NEVER;
		case 'empty':
			return NEVER;
		case 'refused':
			// Half of an answer that ends in words of trouble is no passing trouble of a connection.
			if (failure.isInsideSuccess === true && isServerError(known.kind)) return NEVER;
			return planAfterRefusal(known as Known<RefusalKind>, jittered, spent, backoff);
	}
}

function planAfterRefusal(
	{ kind, facts: { waitMs, estimateMs } }: Known<RefusalKind>,
	jittered: RetryPlan,
	spent: Spent,
	backoff: Backoff,
): RetryPlan {
	const asked = waitMs === undefined ? undefined : waitMs + backoff.random() * Math.min(1_000, waitMs / 4);
	if (kind === 'stillLoading')
		return { kind: 'loading', isAsked: asked !== undefined, waitMs: asked ?? drawLoadingWait(estimateMs, spent, backoff) };
	if (!PASSES.has(kind) && !SERVER_ERRORS.has(kind)) return NEVER;
	if (SERVER_ERRORS.has(kind) && spent.serverErrors > 1) return NEVER;
	return asked === undefined ? jittered : { kind: 'after', waitMs: asked, isAsked: true };
}

export function isServerError(kind: EndpointErrorKind): boolean {
	return SERVER_ERRORS.has(kind);
}

/** From half of the bound on: a server that loads is not asked again at once. Estimates are often wrong, so they only shorten a wait. */
function drawLoadingWait(estimateMs: number | undefined, { loadingRetries }: Spent, backoff: Backoff): number {
	const bound = Math.min(LONGEST_LOADING_WAIT_MS, boundOf(loadingRetries, backoff), estimateMs ?? Number.POSITIVE_INFINITY);
	return Math.max(SHORTEST_LOADING_WAIT_MS, bound / 2 + (backoff.random() * bound) / 2);
}

function boundOf(retries: number, { firstMs, longestMs }: Backoff): number {
	return Math.min(longestMs, firstMs * 2 ** retries);
}

/** The code of the innermost error that has one. */
export function isHopeless(error: unknown): boolean {
	return HOPELESS_CONNECTIONS.test(errorCode(error));
}

export function errorCode(error: unknown): string {
	if (!(error instanceof Error)) return '';
	const { code, cause } = error as Error & { code?: unknown };
	if (typeof code === 'string') return code;
	/** undici's parser gives no code of its own to an answer that is no HTTP at all. */
	return error.name === 'HTTPParserError' ? 'HPE_INVALID' : errorCode(cause);
}
