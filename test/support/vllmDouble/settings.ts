import type { FaultScript } from './faults.ts';

export interface ToolCallScript {
	readonly name: string;
	readonly arguments: string;
}

export interface ScriptedAnswer {
	readonly text?: string;
	readonly reasoning?: string;
	readonly toolCalls?: readonly ToolCallScript[];
	/** Of every token, where it is asked; default -0.1. */
	readonly logProbability?: number;
}

export type ChatBody = Readonly<Record<string, unknown>> & {
	readonly model?: string;
	readonly messages?: ReadonlyArray<{ readonly role: string; readonly content?: unknown }>;
	readonly stream?: boolean;
	readonly seed?: number;
	readonly temperature?: number;
	readonly max_tokens?: number;
	readonly logprobs?: boolean;
};

export interface VllmDoubleSettings {
	/** Default `double-1b`. */
	readonly models?: readonly string[];
	/** Default 4096. */
	readonly maxModelLen?: number;
	readonly apiKey?: string;
	/** Sequences that are written at once; default 256, as vLLM's. */
	readonly maxNumSeqs?: number;
	/** Requests waiting and running that are taken on; the next one gets a 503. Default: no end to the queue. */
	readonly maxQueued?: number;
	/** Tokens in a block of the prefix cache; default 16. */
	readonly blockSize?: number;
	/** Tell `prompt_tokens_details.cached_tokens` (vLLM: --enable-prompt-tokens-details); default true. */
	readonly promptTokensDetails?: boolean;
	/** Time of one step; `manual`: the clock only moves by `step()`. Default 1. */
	readonly stepMs?: number | 'manual';
	/** Answer whole, so long after the request, without any clock: for measuring clients. */
	readonly answerAfterMs?: number;
	/** What to say; default is words that depend on prompt and seed alone. */
	readonly answer?: (body: ChatBody, index: number) => string | ScriptedAnswer;
	/** Vectors of texts; absent: there is no such path, as with a model that only writes. */
	readonly embed?: (text: string) => readonly number[];
	/** How well a text answers a query, and on which of vLLM's two paths. */
	readonly rank?: { readonly path: 'rerank' | 'score'; readonly score: (query: string, text: string) => number };
	readonly faults?: FaultScript;
	/** Idle connections are closed after this; default 5,000 as vLLM's. */
	readonly keepAliveMs?: number;
	/** Default: any free one. */
	readonly port?: number;
}

export interface DoubleCounters {
	/** Chat requests that came in. */
	received: number;
	inFlight: number;
	peakInFlight: number;
	/** Answered to the last byte, refusals included. */
	completed: number;
	/** The client closed the connection before its answer was whole. */
	abortedByClient: number;
	/** Ended by a fault of ours before the answer was whole. */
	broken: number;
	connectionsOpened: number;
	connectionsOpen: number;
}
