import { CloneClock } from './cloneClock';
import { costOf } from './costOf';
import { EndpointError, type EndpointErrorKind } from './endpointError';
import type { AskOptions, ChatAnswer } from './endpoint';
import { FailedAttempt, type Failure } from './failedAttempt';
import type { KnownFailure } from './failures/facts';
import { withoutSecrets } from './failures/withoutSecrets';
import { isServerError, planRetry, type Backoff } from './planRetry';
import type { ServerQuestion } from './serverQuestion';
import type { TimeLimit } from './timeLimit';
import { waitForTurn } from './waitForTurn';

export interface Persistence extends ServerQuestion {
	readonly options: AskOptions;
	readonly limit: TimeLimit;
	readonly backoff: Backoff;
	/** True if another server takes the question: then it is asked at once, at nobody's cost. */
	moveOn?(failure: Failure, known: KnownFailure): boolean;
}

/**
 * Asks until there is an answer, asking again would not help, or nothing is left to spend: retries of the clone, of the run, or time.
 *
 * A wait that a server asks for and that would outlast the clone's time is not begun: the clone ends at once and says so. Waiting for a
 * model that is still loading costs time and nothing else. A first request that got lost on its way costs no retry either: behind a balancer there are
 * servers that took none of it. Who asks may be another server each time (see `createPool`).
 */
export async function askPersistently(persistence: Persistence): Promise<ChatAnswer> {
	const { options, limit } = persistence;
	const spent = { retries: 0, freeRetries: 0, serverErrors: 0, loadingRetries: 0, moves: 0 };
	const clock = new CloneClock(persistence);

	for (;;) {
		clock.stopIfOver();
		const attempts = clock.beginAttempt();
		const sign = options.retryBudget.signs?.begin();
		try {
			const answer = await persistence.ask(() => (clock.phase = 'receiving'));
			sign?.answered();
			options.onCost?.(answer.usage);
			if (answer.finishReason === 'cut' && limit.ending === 'aborted') throw options.signal.reason;
			return { ...answer, attempts };
		} catch (error) {
			sign?.failed();
			const cost = error instanceof FailedAttempt ? costOf(error.failure) : undefined;
			if (cost !== undefined) options.onCost?.(cost);
			clock.stopIfOver();
			if (!(error instanceof FailedAttempt)) throw error;
			const { failure } = error;
			const { secrets } = persistence;
			// What it learns is told in the receipt.
			if (persistence.concede(withoutSecrets(failure, secrets))) continue;
			const known = persistence.classify(failure);
			if (isServerError(known.kind)) spent.serverErrors++;
			const planNext = () => planRetry(failure, known, { ...spent, retries: spent.retries + spent.moves }, persistence.backoff);
			const plan = planNext();
			if (plan.kind === 'free') {
				spent.freeRetries++;
				continue;
			}
			if (persistence.moveOn?.(failure, known) === true) continue;
			if (known.kind === 'stillLoading' && plan.kind === 'loading' && clock.hasTimeFor(plan)) {
				spent.loadingRetries++;
				await clock.waitForModel(known, plan);
				continue;
			}
			const explanation = await persistence.explain(known);
			if (limit.ending === 'aborted') throw options.signal.reason;
			if (plan.kind === 'after' && mayMoveBehind(known.kind, plan.waitMs, spent.moves, persistence)) {
				spent.moves++;
				await clock.waitToRetry(explanation.message, plan.waitMs);
				continue;
			}
			const wait = async (waitMs: number) => await clock.waitToRetry(explanation.message, waitMs);
			const givenUp = await waitForTurn({ options, limit, spent, plan: planNext, wait });
			if (givenUp !== undefined)
				throw new EndpointError({ ...explanation, message: explanation.message + givenUp }, attempts, secrets, causeOf(failure));
		}
	}
}

/** What a balancer lets through when a server behind it goes away. HAProxy resets or answers 502 to 504, Ray Serve 500. */
const LOST_BEHIND: ReadonlySet<EndpointErrorKind> = new Set(['connectionLost', 'answerCut', 'gateway', 'serverBroke', 'engineDead']);

/** Once for each clone, so that all that were on a lost server find another. Where Retries is 0, nothing is asked twice. */
function mayMoveBehind(kind: EndpointErrorKind, waitMs: number, moves: number, { options, limit }: Persistence): boolean {
	return moves === 0 && options.retries > 0 && LOST_BEHIND.has(kind) && waitMs < limit.remainingMs();
}

/** What went wrong below the answer; never what the server sent, which may hold a key. */
export function causeOf(failure: Failure): unknown {
	return failure.kind === 'unanswered' || failure.kind === 'cut' ? failure.error : undefined;
}
