import type { Finding } from './finding';
import type { Source, ToolUse } from './tool';

/** Which run a clone belongs to, and which of its clones it is (`clone` counts from 1). */
export interface RunReference {
	readonly id: string;
	readonly task: string;
	readonly clone: number;
	readonly clones: number;
}

/** What was asked of the model's sampler; a field that was not sent is absent. */
export interface Sampling {
	readonly temperature?: number;
	readonly topP?: number;
	readonly maxTokens?: number;
	readonly seed?: number;
	readonly reasoningEffort?: string;
}

/**
 * Tokens as the server counted them.
 *
 * A count the server did not give is absent, never zero.
 */
export interface Usage {
	readonly promptTokens?: number;
	readonly completionTokens?: number;
	readonly cachedTokens?: number;
}

/** How likely a model found its own words: the mean natural logarithm over its tokens, 0 where it was certain of every one. */
export interface LogProbability {
	readonly mean: number;
	readonly tokens: number;
}

/** When a clone's answering attempt started (ISO 8601) and what it took; `firstTokenMs` only where the answer was streamed. */
export interface Timing {
	readonly startedAt: string;
	readonly firstTokenMs?: number;
	readonly durationMs: number;
}

/** One call of a tool that the model asked for, its arguments as the JSON text it wrote. */
export interface ToolCall {
	readonly id: string;
	readonly name: string;
	readonly arguments: string;
	/** What the server sent beside it, such as a signature, and wants back with it. */
	readonly extra?: Readonly<Record<string, unknown>>;
}

/**
 * What one clone answered.
 *
 * The text is kept whole and only here. `data` is the parsed answer, present only when a schema was asked for and holds.
 */
export interface Candidate {
	readonly run: RunReference;
	readonly approach: string;
	readonly model: string;
	readonly sampling: Sampling;
	readonly text: string;
	readonly data?: unknown;
	readonly reasoning?: string;
	/** `stop`, `length`, … as the server said it; `cut` when the stream broke off and what had come was kept. */
	readonly finishReason: string;
	readonly toolCalls?: readonly ToolCall[];
	/** What the clone did with its tools, in the order in which it asked; absent where it had none. */
	readonly toolUses?: readonly ToolUse[];
	/** It had tools, and its answer stands on nothing that they said and on nothing that other clones found: what the model knows by itself, or made up. */
	readonly withoutSource?: true;
	/** What this clone brought to the evidence board; absent where there was none. */
	readonly findings?: readonly Finding[];
	/** Rounds in which clones could bring findings; absent where there was none. */
	readonly rounds?: number;
	/** The texts that its findings quote, each once. */
	readonly sources?: readonly Source[];
	/** Only where it was asked for and the server tells. */
	readonly logProbability?: LogProbability;
	readonly usage: Usage;
	readonly timing: Timing;
	/** The address of the server that answered, without key and query; only where there was a choice of servers. */
	readonly server?: string;
	/** Requests sent for this candidate, 1 when the first one was answered and no tool was used, 0 when it came from the answer cache. */
	readonly attempts: number;
	/** Under which the answer cache keeps this answer, or would; absent where no cache was asked. */
	readonly answerKey?: string;
	/** Given before to exactly this question, or being written for somebody else at that moment: `usage` was spent then, and `timing` is the look-up's. */
	readonly cached?: { readonly savedAt: string };
	/** Of the larger model that was asked because the others were unsure: where answers are compared, this one decides. */
	readonly larger?: true;
	/** The server's reply as it came; only on request. */
	readonly raw?: unknown;
}

/**
 * What one scorer thought of one candidate.
 *
 * A scorer that could not reach an opinion says `unscored`, never zero: tests that timed out in the
 * sandbox's queue must not make a good candidate look bad.
 */
export type Score =
	| {
			readonly kind: 'scored';
			/** From 0 (worst) to 1 (best). */ readonly value: number;
			readonly reason: string;
			readonly details?: unknown;
	  }
	| { readonly kind: 'unscored'; readonly reason: string; readonly details?: unknown };

/** What the scores of one candidate add up to. `rank` counts from 1 within its run; ties go to the earlier clone. */
export interface Verdict {
	readonly candidate: Candidate;
	readonly rank: number;
	readonly accepted: boolean;
	/** The combined score, absent when every scorer said unscored. */
	readonly score?: number;
	readonly reason: string;
	readonly scores: ReadonlyArray<{ readonly scorer: string } & Score>;
}
