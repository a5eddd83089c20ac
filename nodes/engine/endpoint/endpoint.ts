import type { ServerSigns } from './serverSigns';
import type { LogProbability, Sampling, Timing, ToolCall, Usage } from '../candidate';
import type { ToolDescription } from '../tool';
import type { AskerField } from './askerFields';

export interface ChatMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: string;
	/** Of an assistant: what it called. */
	readonly toolCalls?: readonly ToolCall[];
	/** Of an assistant that called tools: fields that go back as the server sent them. Some refuse calls that come back without the thinking before them. */
	readonly sentBack?: Readonly<Record<string, unknown>>;
	/** Of a tool: which call this answers. */
	readonly toolCallId?: string;
}

/** One question to the model. `extraBody` is sent as it is and wins over every other field. */
export interface ChatRequest {
	readonly model: string;
	readonly messages: readonly ChatMessage[];
	readonly sampling: Sampling;
	/** Sent as `response_format`; the server's word is not taken for it: callers check the answer themselves. */
	readonly jsonSchema?: Readonly<Record<string, unknown>>;
	/** Ask how likely each token was; servers that do not know it ignore it. */
	readonly logProbabilities?: boolean;
	/** Leave what the model thinks in the text, as the server sent it; absent: it is kept apart, in `reasoning`. */
	readonly leavesThinking?: boolean;
	/** Names of fields of the request body that are never sent. */
	readonly leaveOut?: readonly string[];
	/** What the model may call; absent or empty: nothing. */
	readonly tools?: readonly ToolDescription[];
	readonly extraBody?: Readonly<Record<string, unknown>>;
}

export interface ChatAnswer {
	/** Never has thinking in it, unless it was asked to be left there. */
	readonly text: string;
	/** What the model thought before, from wherever the server put it. */
	readonly reasoning?: string;
	/** In the OpenAI API's words, where the server has others for the same; `cut` when a stream broke off and what had come was kept. */
	readonly finishReason: string;
	readonly toolCalls?: readonly ToolCall[];
	/** For the message with these calls, where it goes back to the server. */
	readonly sentBack?: Readonly<Record<string, unknown>>;
	readonly logProbability?: LogProbability;
	/** What of the asked sampling was really sent; absent: all of it. */
	readonly sampling?: Sampling;
	readonly usage: Usage;
	/** What the user should know beside the answer, in sentences: fields left out because the server refuses them, a prompt that the server cut. */
	readonly notes?: readonly string[];
	/** Of the attempt that answered. */
	readonly timing: Timing;
	/** Requests sent for this answer, retries included. */
	readonly attempts: number;
	/** The model that answered, by the server's word. */
	readonly model: string;
	/** The address of the server that answered, without key and query; only where there was a choice of servers. */
	readonly server?: string;
	readonly raw: unknown;
}

/**
 * How many retries a whole run may still spend; one object is shared by all its clones, so that a sick server is not
 * flooded by every clone retrying (after Finagle's retry budgets).
 */
export interface RetryBudget {
	/** Takes one retry; false when none is left. */
	take(): boolean;
	/** What the clones see of their server; absent: each waits for itself. */
	readonly signs?: ServerSigns;
}

export interface AskOptions {
	/** Aborting closes the connection, so that the server stops working on it. */
	readonly signal: AbortSignal;
	/** For one clone: all its questions, attempts and waits together. */
	readonly timeoutMs: number;
	/** What the node has that shows a failure: advice names these and no others. Absent: the fields of Shadow Clone Fan-Out. */
	readonly fields?: readonly AskerField[];
	/** Epoch milliseconds from which the clone's time counts; absent: from when it is asked. */
	readonly startedAt?: number;
	/** Epoch milliseconds after which the whole run is over; absent: none. */
	readonly deadlineAt?: number;
	/** Questions of the same clone that the server has answered before this one; absent: none. */
	readonly answeredBefore?: number;
	/** Attempts after the first one. */
	readonly retries: number;
	readonly retryBudget: RetryBudget;
	/** Read the answer token by token, so that what has come survives a broken stream or a deadline. Costs CPU a token. */
	readonly stream: boolean;
	/** Told the text as it comes; only where the answer is read token by token. An attempt that has brought text is not made again. */
	readonly onText?: (piece: string) => void;
	/** Told of every request that goes out, with its number, counted from 1. */
	readonly onAttempt?: (attempt: number) => void;
	/** Told what a request cost, once that is known: nothing where the server refused it. Not told of one that was stopped or broke off. */
	readonly onCost?: (usage: Usage) => void;
	/** Sent beside the headers of the endpoint, by their names in small letters; those of the endpoint win. */
	readonly headers?: RequestHeaders;
}

/** What one run or one execution sends along, such as its id. */
export type RequestHeaders = Readonly<Record<string, string>>;

/** What a model is for, where it is for anything but chat. */
export type OtherUse = 'embedding' | 'reranking' | 'speech' | 'images' | 'moderation' | 'something else';

/** What the server does not tell is absent. */
export interface ModelInfo {
	readonly id: string;
	readonly contextTokens?: number;
	/** By the server's word, else by the model's name; absent: it chats, as far as anybody can tell. */
	readonly otherUse?: OtherUse;
	readonly isLoaded?: boolean;
}

/** A model server that speaks the OpenAI API, or several that take turns. */
export interface Endpoint {
	/** Address without a trailing slash, ending in `/v1` or what the user gave; several are named one after the other. */
	readonly baseUrl: string;
	/** Under which pace and answers are kept, whichever server gave them; absent: under the address. */
	readonly poolName?: string;
	/**
	 * Asks once, retrying within `options`.
	 *
	 * @throws EndpointError with its own sentence and advice for each way a server can let one down; the error carries `attempts`.
	 * @throws whatever `signal.reason` is when aborted.
	 */
	chat(request: ChatRequest, options: AskOptions): Promise<ChatAnswer>;
	listModels(signal: AbortSignal): Promise<readonly ModelInfo[]>;
	/**
	 * The vectors of some texts, in their order. Asked once, without retries.
	 *
	 * @throws EndpointError, most often because the server's model only writes; whatever `signal.reason` is when aborted.
	 */
	embed(model: string, texts: readonly string[], signal: AbortSignal, headers?: RequestHeaders): Promise<readonly (readonly number[])[]>;
	/** How well each text answers the query, in the order of the texts; more is better. Asked once. Throws as `embed` does. */
	rank(model: string, query: string, texts: readonly string[], signal: AbortSignal, headers?: RequestHeaders): Promise<readonly number[]>;
	/** Closes the kept-alive connections. */
	close(): Promise<void>;
}

/** The name under which pace and answers of an endpoint are kept. */
export function keptUnder({ poolName, baseUrl }: Pick<Endpoint, 'poolName' | 'baseUrl'>): string {
	return poolName ?? baseUrl;
}
