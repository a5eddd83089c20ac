import type { AskOptions } from './endpoint';
import type { RetryPlan } from './planRetry';
import { TAKEN_MS } from './serverSigns';
import type { TimeLimit } from './timeLimit';

export interface Waiting {
	readonly options: AskOptions;
	readonly limit: TimeLimit;
	/** Retries of this clone, which each wait counts up. */
	readonly spent: { retries: number };
	/** What the clone waits for next; it grows with its retries. */
	plan(): RetryPlan;
	wait(waitMs: number): Promise<void>;
}

/**
 * Waits until the clone may ask again; undefined when it may, else what to add to the sentence of why it failed.
 *
 * Clones that failed together wait together, and the first to wake asks for all: where it fails as well, the others wait on without asking, so that
 * a server that is down for seconds gets few requests. Where the server has taken or answered a request meanwhile, asking costs none of the
 * retries that the run shares.
 */
export async function waitForTurn({ options, limit, spent, plan, wait }: Waiting): Promise<string | undefined> {
	const { retryBudget } = options;
	const failedAt = performance.now();
	for (;;) {
		const next = plan();
		if (next.kind === 'never') return '';
		if (next.kind === 'after' && spent.retries >= options.retries) return '';
		if (next.kind === 'loading' || (next.kind === 'after' && next.isAsked && next.waitMs >= limit.remainingMs()))
			return ' There was not enough time left to ask again.';
		spent.retries++;
		const waitMs = next.kind === 'free' ? 0 : next.isAsked ? next.waitMs : Math.min(next.waitMs, limit.remainingMs() / 2);
		await wait(waitMs);
		if (limit.ending !== undefined || retryBudget.signs?.isWellSince(failedAt) === true) return undefined;
		const mayWaitOn = next.kind === 'after' && !next.isAsked && spent.retries < options.retries;
		if (mayWaitOn && retryBudget.signs?.hasFailedSince(performance.now() - waitMs / 2) === true) continue;
		if (retryBudget.take()) return undefined;
		if (retryBudget.signs?.isAskedSince(failedAt) === true) await wait(Math.min(TAKEN_MS, limit.remainingMs() / 2));
		if (limit.ending !== undefined || retryBudget.signs?.isWellSince(failedAt) === true) return undefined;
		return ' It was not asked again, because the retries that the run shares are used up.';
	}
}
