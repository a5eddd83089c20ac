import { EndpointError } from './endpointError';
import type { AskOptions, ChatAnswer } from './endpoint';
import { explainEnding, type Phase } from './explainEnding';
import type { Explanation } from './endpointError';
import { FailedAttempt, type Failure } from './failedAttempt';
import { planRetry, type Backoff } from './planRetry';
import type { TimeLimit } from './timeLimit';

export interface Persistence {
	readonly baseUrl: string;
	readonly options: AskOptions;
	readonly limit: TimeLimit;
	readonly backoff: Backoff;
	readonly ask: (onHead: () => void) => Promise<Omit<ChatAnswer, 'attempts'>>;
	/** True where the refusal taught what to leave out: then the same question is asked again at once, at nobody's cost. */
	readonly concede: (failure: Failure) => boolean;
	readonly explain: (failure: Failure) => Promise<Explanation>;
}

/**
 * Asks until there is an answer, asking again would not help, or nothing is left to spend: retries of the clone, of the run, or time.
 *
 * A wait that a server asks for and that would outlast the clone's time is not begun: the clone ends at once and says so.
 */
export async function askPersistently({ baseUrl, options, limit, backoff, ask, concede, explain }: Persistence): Promise<ChatAnswer> {
	const spent = { retries: 0, freeRetries: 0, serverErrors: 0 };
	let attempts = 0;
	let phase: Phase = 'queued';
	let lastFailure: string | undefined;

	const stopIfOver = () => {
		if (limit.ending === undefined) return;
		if (limit.ending === 'aborted') throw options.signal.reason;
		const facts = { baseUrl, timeoutMs: options.timeoutMs, attempts, phase, ...(lastFailure === undefined ? {} : { lastFailure }) };
		throw new EndpointError(explainEnding(limit.ending, facts), attempts);
	};

	for (;;) {
		stopIfOver();
		attempts++;
		phase = 'asked';
		options.onAttempt?.(attempts);
		try {
			const answer = await ask(() => (phase = 'receiving'));
			if (answer.finishReason === 'cut' && limit.ending === 'aborted') throw options.signal.reason;
			return { ...answer, attempts };
		} catch (error) {
			stopIfOver();
			if (!(error instanceof FailedAttempt)) throw error;
			const { failure } = error;
			if (concede(failure)) continue;
			if (failure.kind === 'refused' && failure.status === 500) spent.serverErrors++;
			const plan = planRetry(failure, spent, backoff);
			if (plan.kind === 'free') {
				spent.freeRetries++;
				continue;
			}
			const explanation = await explain(failure);
			stopIfOver();
			const givenUp = plan.kind === 'never' ? '' : whyNotAgain(plan.waitMs, spent.retries, options, limit);
			if (givenUp !== undefined) throw new EndpointError({ ...explanation, message: explanation.message + givenUp }, attempts, error);
			spent.retries++;
			lastFailure = explanation.message;
			phase = 'waitingToRetry';
			if (plan.kind === 'after') await limit.wait(plan.waitMs);
		}
	}
}

/** Undefined when the clone may ask again, and its retry is then taken from the run's budget; else what to add to the sentence. */
function whyNotAgain(waitMs: number, retries: number, options: AskOptions, limit: TimeLimit): string | undefined {
	if (retries >= options.retries) return '';
	if (waitMs >= limit.remainingMs()) return ' There was not enough time left to ask again.';
	if (!options.retryBudget.take()) return ' It was not asked again, because the retries that the run shares are used up.';
	return undefined;
}
