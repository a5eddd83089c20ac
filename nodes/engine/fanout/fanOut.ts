import type { AnswerCache } from '../cache/answerCache';
import type { Candidate } from '../candidate';
import type { Endpoint, RetryBudget } from '../endpoint/endpoint';
import type { Limiter } from '../endpoint/limiter';
import type { Pace, Receipt } from '../receipt';
import type { Tool } from '../tool';
import { checkRequest } from './checkRequest';
import type { Elsewhere } from './elsewhere';
import { tooFewAnswers } from './errors';
import type { FanOutRequest } from './fanOutRequest';
import type { ClonePlan } from './planClones';
import { Run } from './run';

/** What a run takes from outside. */
export interface FanOutContext {
	/** When the run began, in epoch milliseconds, where something was done for it before; absent: now. Its deadline counts from here. */
	readonly startedAt?: number;
	readonly endpoint: Endpoint;
	readonly retryBudget: RetryBudget;
	/** How many clones may be at work at once, in all runs that have the same one; absent: any number. */
	readonly limiter?: Limiter;
	readonly paceOf: (model: string) => Pace | undefined;
	/** Makes one short lone call, so that a pace is known. */
	readonly measurePace: (plan: ClonePlan, signal: AbortSignal) => Promise<void>;
	/** Aborting ends every request of the run. */
	readonly signal: AbortSignal;
	readonly createRunId: () => string;
	readonly drawSeed: () => number;
	/** Six or more small letters and digits that nobody can guess. */
	readonly drawMarker: () => string;
	/** Server of the larger model asked; absent: at `endpoint`. */
	readonly largerEndpoint?: Endpoint;
	/** Where answers are looked up first. */
	readonly cache?: AnswerCache;
	/** What the clones may use; absent or empty: they only write. */
	readonly tools?: readonly Tool[];
	/** Where the clones do their work; absent: they ask the model. */
	readonly elsewhere?: Elsewhere;
}

export interface FanOutResult {
	/** In clone order, no matter which finished first. */
	readonly candidates: readonly Candidate[];
	readonly receipt: Receipt;
}

/**
 * Asks all clones at once and hands back what they answered, with a receipt.
 *
 * A clone that brings nothing is a row in the receipt. When the stop rule has what it wants, every clone still out is aborted and its
 * connection closed. With rounds, clones then see each other's findings, never each other's answers, and answer again, until a round brings no new finding; a clone's last answer counts. Candidates keep clone order.
 *
 * @throws InvalidInputError before any request, when the request cannot be used.
 * @throws TooFewAnswersError when fewer than `minimumAnswers` clones answered.
 * @throws whatever `signal.reason` is when the run is aborted from outside.
 */
export async function fanOut(request: FanOutRequest, context: FanOutContext): Promise<FanOutResult> {
	checkRequest(request);
	const run = new Run(request, context);
	const receipt = await run.finish();
	context.signal.throwIfAborted();
	if (receipt.answered < request.minimumAnswers) throw tooFewAnswers(request, receipt);
	return { candidates: run.candidatesInOrder(), receipt };
}
