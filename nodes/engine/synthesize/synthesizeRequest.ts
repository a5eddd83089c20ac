import type { Candidate, Sampling } from '../candidate';
import type { Endpoint, RetryBudget } from '../endpoint/endpoint';
import type { SynthesisReceipt } from './callLog';
import type { Contender } from './contender';
import type { Dissent } from './dissent';
import type { Judgement } from './judgePair';
import type { CitationReport } from './report/citationReport';
import type { FieldVote } from './voteFields';

export interface SynthesizeRequest {
	/** Of one run, in any order. */
	readonly contenders: readonly Contender[];
	/** Most candidates that go into the answer, from 2. */
	readonly candidatesToUse: number;
	readonly instructions?: string;
	/** Empty: the first one of the server's list that chats. */
	readonly model: string;
	readonly sampling: Sampling;
	/** What to do if the candidates do not fit into the model's context together. */
	readonly whenTooLong: 'condense' | 'leaveOut';
	/** Compare the result with the best candidate, and yield to it unless it wins in both orders. */
	readonly neverWorseThanBest: boolean;
	/** For each call, its retries included. */
	readonly timeoutMs: number;
	readonly retries: number;
}

/** What a synthesis takes from outside. */
export interface SynthesizeContext {
	/** May be absent where the merger asks no model. */
	readonly endpoint?: Endpoint;
	readonly retryBudget: RetryBudget;
	readonly signal: AbortSignal;
	/** Somebody who watches the answer being written; told its text as it comes, where it is given as it is written. */
	readonly onText?: (piece: string) => void;
	/** Six or more small letters and digits that nobody can guess. */
	readonly drawMarker: () => string;
}

/** One answer for a run, and how it came about. */
export interface Synthesis {
	readonly run: Pick<Candidate['run'], 'id' | 'task'>;
	readonly text: string;
	readonly method: string;
	/** `written`: by the model, out of several; `counted`: by counting, without a call; `listed`: the findings as they are, as no citation of the written report held; `passedThrough`: a candidate as it came, without a call; `bestKept`: written, but cut off or not found better than the best candidate. */
	readonly outcome: 'written' | 'counted' | 'listed' | 'passedThrough' | 'bestKept';
	/** What happened, in a sentence. */
	readonly reason: string;
	/** Clones whose answers went into the text, the best first. */
	readonly usedClones: readonly number[];
	/** Clones whose answers were shortened by the model first, so that all fit into its context; absent where none was. */
	readonly condensedClones?: readonly number[];
	/** Candidates that did not go into it, by cause; absent where all did. */
	readonly leftOut?: {
		readonly beyondCandidatesToUse: number;
		readonly beyondContext: number;
		readonly withoutText: number;
		/** An evaluator accepted others, and not these; absent where there were none. */
		readonly notAccepted?: number;
	};
	readonly dissent?: readonly Dissent[];
	/** Of Cited Report: the text is an answer that nobody found a source for, and says so itself unless it is JSON. Absent where there is a source. */
	readonly withoutSource?: true;
	/** What became of the citations; of Cited Report. */
	readonly citations?: CitationReport;
	/** The merged answer, and how each of its fields was decided; of Merge Fields. */
	readonly data?: unknown;
	readonly fields?: readonly FieldVote[];
	readonly receipt: SynthesisReceipt & { readonly judgement?: Judgement };
	readonly finishReason: string;
	readonly model: string;
}
