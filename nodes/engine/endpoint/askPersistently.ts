import { CloneClock } from './cloneClock';
import { EndpointError, type Explanation } from './endpointError';
import type { AskOptions, ChatAnswer } from './endpoint';
import { FailedAttempt, type Failure } from './failedAttempt';
import type { KnownFailure } from './failures/facts';
import { withoutSecrets } from './failures/withoutSecrets';
import { isServerError, planRetry, type Backoff, type RetryPlan, type Spent } from './planRetry';
import type { TimeLimit } from './timeLimit';

export interface Persistence {
	readonly baseUrl: string;
	/** What no error may tell. */
	readonly secrets: readonly string[];
	readonly options: AskOptions;
	readonly limit: TimeLimit;
	readonly backoff: Backoff;
	readonly ask: (onHead: () => void) => Promise<Omit<ChatAnswer, 'attempts'>>;
	/** True where the refusal taught what to leave out: then the same question is asked again at once, at nobody's cost. */
	readonly concede: (failure: Failure) => boolean;
	readonly classify: (failure: Failure) => KnownFailure;
	/** May ask the server for its list of models. */
	readonly explain: (known: KnownFailure) => Promise<Explanation>;
}

/**
 * Asks until there is an answer, asking again would not help, or nothing is left to spend: retries of the clone, of the run, or time.
 *
 * A wait that a server asks for and that would outlast the clone's time is not begun: the clone ends at once and says so. Waiting for a
 * model that is still loading costs time and nothing else.
 */
export async function askPersistently(persistence: Persistence): Promise<ChatAnswer> {
	const { secrets, options, limit, ask } = persistence;
	const spent = { retries: 0, freeRetries: 0, serverErrors: 0, loadingRetries: 0 };
	const clock = new CloneClock(persistence);

	for (;;) {
		clock.stopIfOver();
		const attempts = clock.beginAttempt();
		try {
			const answer = await ask(() => (clock.phase = 'receiving'));
			if (answer.finishReason === 'cut' && limit.ending === 'aborted') throw options.signal.reason;
			return { ...answer, attempts };
		} catch (error) {
			clock.stopIfOver();
			if (!(error instanceof FailedAttempt)) throw error;
			const { failure } = error;
			// What it learns is told in the receipt.
			if (persistence.concede(withoutSecrets(failure, secrets))) continue;
			const known = persistence.classify(failure);
			if (isServerError(known.kind)) spent.serverErrors++;
			const plan = planRetry(failure, known, spent, persistence.backoff);
			if (plan.kind === 'free') {
				spent.freeRetries++;
				continue;
			}
			if (known.kind === 'stillLoading' && plan.kind === 'loading' && clock.hasTimeFor(plan)) {
				spent.loadingRetries++;
				await clock.waitForModel(known, plan);
				continue;
			}
			const explanation = await persistence.explain(known);
			if (limit.ending === 'aborted') throw options.signal.reason;
			const givenUp = whyNotAgain(plan, spent, options, limit);
			if (givenUp !== undefined)
				throw new EndpointError({ ...explanation, message: explanation.message + givenUp }, attempts, secrets, causeOf(failure));
			spent.retries++;
			if (plan.kind === 'after') await clock.waitToRetry(explanation.message, plan.waitMs);
		}
	}
}

/** Undefined when the clone may ask again, and its retry is then taken from the run's budget; else what to add to the sentence. */
function whyNotAgain(plan: RetryPlan, { retries }: Spent, options: AskOptions, limit: TimeLimit): string | undefined {
	if (plan.kind === 'never') return '';
	const outlasts = plan.kind !== 'free' && plan.waitMs >= limit.remainingMs();
	if (plan.kind === 'after' && retries >= options.retries) return '';
	if (outlasts || plan.kind === 'loading') return ' There was not enough time left to ask again.';
	if (!options.retryBudget.take()) return ' It was not asked again, because the retries that the run shares are used up.';
	return undefined;
}

/** What went wrong below the answer; never what the server sent, which may hold a key. */
export function causeOf(failure: Failure): unknown {
	return failure.kind === 'unanswered' || failure.kind === 'cut' ? failure.error : undefined;
}
