import type { AnswerCache } from '../cache/answerCache';
import type { AskOptions, Endpoint, RetryBudget } from '../endpoint/endpoint';
import type { Limiter } from '../endpoint/limiter';
import type { NoPace } from '../endpoint/pace';
import type { Pace } from '../receipt';
import type { Tool } from '../tool';
import type { CloneRunner } from './cloneRunner';
import type { ClonePlan } from './planClones';

/** What a run takes from outside. */
export interface FanOutContext {
	/** When the run began, in epoch milliseconds, where something was done for it before; absent: now. Its deadline counts from here. */
	readonly startedAt?: number;
	readonly endpoint: Endpoint;
	readonly retryBudget: RetryBudget;
	/** How many clones may be at work at once, in all runs that have the same one; absent: any number. */
	readonly limiter?: Limiter;
	readonly paceOf: (model: string) => Pace | undefined;
	/** Makes one short lone call, so that a pace is known, or says why there is none; undefined where that is known elsewhere. `watch` counts what it sends and costs. */
	readonly measurePace: (
		plan: ClonePlan,
		signal: AbortSignal,
		watch: Pick<AskOptions, 'onAttempt' | 'onCost'>,
	) => Promise<Pace | NoPace | undefined>;
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
	readonly cloneRunner?: CloneRunner;
}
