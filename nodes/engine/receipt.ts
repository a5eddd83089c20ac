import type { ServerCounts } from './countByServer';
import type { TokenSums } from './endpoint/tokenCount';
import type { FailingTool } from './failingTools';

/** A clone that brought no candidate: what happened, and what the user can do about it. */
export interface MissingClone {
	readonly clone: number;
	/** The reason in one word, to count by; absent where it was stopped on purpose. */
	readonly kind?: string;
	readonly reason: string;
	readonly advice: string;
	/** Stopped on purpose, because the run had what it wanted. */
	readonly cancelled: boolean;
}

/**
 * How fast this model answers a call that has the server to itself, as far as this process can see.
 *
 * Kept per endpoint and model; other clients of the same server can still have slowed it.
 */
export interface Pace {
	readonly firstTokenMs: number;
	readonly msPerToken: number;
	/** ISO 8601. */
	readonly measuredAt: string;
}

/** `repeated` and `refused` calls were not made. */
export interface ToolCounts {
	readonly calls: number;
	readonly answered: number;
	readonly threw: number;
	readonly timedOut: number;
	readonly repeated: number;
	readonly refused: number;
}

/** What one round brought to the evidence board. */
export interface RoundReceipt {
	readonly round: number;
	readonly newFindings: number;
	/** Posted, and found before. */
	readonly known: number;
	/** Posted with a quote that does not stand in its source, or a source that the clone never read. */
	readonly refused: number;
	/** Of the new findings, those whose claim did not follow from its quote, so that the quote stands in its place; absent: none. */
	readonly quotedInstead?: number;
	readonly newQuestions: number;
	/** Clones that answered in this round. */
	readonly answered: number;
}

/**
 * What one run did, cost and saved.
 *
 * `clonesMs` adds up the clones' own durations and is no measure of time saved: clones slow each other down.
 * Answers from the cache count in `cacheHits` alone: not in `tokens`, `requests` or the time saved.
 * `oneByOneMs` is what the answered clones would have taken alone at the measured pace; it, `savedMs`
 * and `speedup` are absent where no pace is known, where fewer than two clones answered, where clones used tools, whose time alone nobody measured, where a clone was
 * given its whole time in vain, and where the pace does not fit the times of the run: see `compareWithAlone`.
 */
export interface Receipt extends ServerCounts {
	readonly run: { readonly id: string };
	readonly asked: number;
	readonly answered: number;
	/** Of the answers, those that were cut off before their end. */
	readonly cut: number;
	/** Who cut them, each once; absent where none was cut. */
	readonly cutBy?: readonly string[];
	readonly missing: readonly MissingClone[];
	readonly stoppedBecause: string;
	readonly wallMs: number;
	readonly clonesMs: number;
	readonly oneByOneMs?: number;
	readonly savedMs?: number;
	readonly speedup?: number;
	/** All clones were answered, and ended as on a server that answers one by one; absent: not known to be so. */
	readonly gainsNothing?: true;
	readonly pace?: Pace;
	/** How long the clones waited for the call that measures the pace, which is not part of `wallMs`; absent where none was made. */
	readonly paceMs?: number;
	/** Of all requests, also of those whose answers are of no use; `unknown` counts those of which the server told nothing, as it was stopped or broke off. */
	readonly tokens: TokenSums;
	readonly requests: number;
	readonly retries: number;
	readonly cancelled: number;
	readonly models: readonly string[];
	/** Candidates that came from the answer cache; absent where no cache was asked. */
	readonly cacheHits?: number;
	/** Answers of clones with tools that stand on no source; absent: none. */
	readonly withoutSource?: number;
	/** Calls of tools by what became of them, over all clones; absent where they had none. */
	readonly tools?: ToolCounts;
	/** Tools that failed in all their calls, and why; absent: none. */
	readonly failingTools?: readonly FailingTool[];
	/** What each round brought to the evidence board; absent where there was none. */
	readonly rounds?: readonly RoundReceipt[];
	/** Whether the larger model was asked besides, and why; absent where none was to be. */
	readonly larger?: { readonly model: string; readonly asked: boolean; readonly because: string };
	/** What did not work beside the clones, such as an answer cache that is down. */
	readonly notes?: readonly string[];
	/** What is good to know and needs nothing done, such as how the clones came to use their tools. */
	readonly remarks?: readonly string[];
}
