import type { Pace } from '../receipt';
import type { TokenSums } from '../endpoint/tokenCount';

/** What was done: clones were asked, answers were ranked, one was made of several, an answer was looked up, or a chat model's call was answered by clones. */
export type ReceiptKind = 'fanOut' | 'evaluation' | 'synthesis' | 'cacheLookUp' | 'chatModel';

/** Clones that brought no answer, by what kept them from it. */
export interface FailureCount {
	/** One word of ours, such as `overloaded`: never what a server, a model or a tool said. */
	readonly kind: string;
	readonly clones: number;
}

/** What came of it. `by`: the scorer, the method or what the clones agreed in. */
export interface KeptOutcome {
	readonly by: string;
	/** Of an evaluation `accepted` or `notAccepted`, of a chat model `picked`, of a synthesis its own outcome, of a look-up `found` or `notFound`. */
	readonly result: string;
	/** Share of the answers that agree with the picked one, from 0 to 1; absent where nobody counted it. */
	readonly agreement?: number;
}

/**
 * The figures of one run as a node tells them; no text of a task or an answer is among them.
 *
 * `oneByOneMs`, `savedMs` and `pace` are there only where the pace was measured; `cacheHits` only where a cache was asked.
 */
export interface RunFigures {
	readonly kind: ReceiptKind;
	readonly runId?: string;
	/** Whose answers they are. */
	readonly models: readonly string[];
	/** Clones, candidates or look-ups. */
	readonly asked: number;
	readonly answered: number;
	readonly cut?: number;
	/** Clones that were stopped on purpose. */
	readonly stopped?: number;
	readonly failures?: readonly FailureCount[];
	readonly requests: number;
	readonly retries: number;
	/** Sums over what servers told; `unknown` counts answers whose usage they did not tell. */
	readonly tokens: TokenSums;
	readonly wallMs: number;
	readonly oneByOneMs?: number;
	readonly savedMs?: number;
	readonly pace?: Pace;
	readonly cacheHits?: number;
	readonly outcome?: KeptOutcome;
}

/** A receipt as it is kept: the figures, and where and when they came about. */
export interface KeptReceipt extends RunFigures {
	/** ISO 8601 in UTC. */
	readonly at: string;
	readonly executionId: string;
	readonly workflow: { readonly id: string; readonly name: string };
	readonly node: string;
}
