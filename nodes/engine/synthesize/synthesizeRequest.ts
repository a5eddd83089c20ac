import type { Candidate, Sampling } from '../candidate';
import type { Endpoint, RetryBudget } from '../endpoint/endpoint';
import type { SynthesisReceipt } from './callLog';
import type { Contender } from './contender';
import type { Judgement } from './judgePair';
import type { Dissent, Merger } from './mergers';

export interface SynthesizeRequest {
	/** Of one run, in any order. */
	readonly contenders: readonly Contender[];
	readonly merger: Merger;
	/** Most candidates that go into the answer, from 2. */
	readonly candidatesToUse: number;
	readonly instructions?: string;
	/** Empty: the first one that the server lists. */
	readonly model: string;
	readonly sampling: Sampling;
	/** Compare the result with the best candidate, and yield to it unless it wins in both orders. */
	readonly neverWorseThanBest: boolean;
	/** For each call, its retries included. */
	readonly timeoutMs: number;
	readonly retries: number;
}

/** What a synthesis takes from outside. */
export interface SynthesizeContext {
	readonly endpoint: Endpoint;
	readonly retryBudget: RetryBudget;
	readonly signal: AbortSignal;
	/** Six or more small letters and digits that nobody can guess. */
	readonly drawMarker: () => string;
}

/** One answer for a run, and how it came about. */
export interface Synthesis {
	readonly run: Pick<Candidate['run'], 'id' | 'task'>;
	readonly text: string;
	readonly method: string;
	/** `written`: by the model, out of several; `passedThrough`: a candidate as it came, without a call; `bestKept`: written, but cut off or not found better than the best candidate. */
	readonly outcome: 'written' | 'passedThrough' | 'bestKept';
	/** What happened, in a sentence. */
	readonly reason: string;
	/** Clones whose answers went into the text, the best first. */
	readonly usedClones: readonly number[];
	/** Candidates that did not go into it, by cause; absent where all did. */
	readonly leftOut?: { readonly beyondCandidatesToUse: number; readonly beyondContext: number; readonly withoutText: number };
	readonly dissent?: readonly Dissent[];
	readonly receipt: SynthesisReceipt & { readonly judgement?: Judgement };
	readonly finishReason: string;
	readonly model: string;
}
