/** One call of a tool that a model makes. */
export interface ReplyCall {
	readonly name: string;
	readonly arguments: Readonly<Record<string, unknown>>;
}

/** What the model behind a server says, before the server puts it into its own shape. */
export interface ModelReply {
	readonly thinking?: string;
	readonly text?: string;
	readonly calls?: readonly ReplyCall[];
	/** Default `stop`, or what the kind says of calls. */
	readonly finishReason?: string;
	/** Ends in the middle of the thinking: no closing tag, no text, finish reason `length`. */
	readonly cutWhileThinking?: true;
	/** The server takes the whole answer for thinking, as a reasoning parser does that is not the model's. */
	readonly allIsThinking?: true;
}

export interface ChatBody extends Readonly<Record<string, unknown>> {
	readonly model?: string;
	readonly messages?: readonly Message[];
	readonly stream?: boolean;
	readonly tools?: unknown;
}

export interface Message {
	readonly role: string;
	readonly content?: unknown;
	readonly tool_calls?: ReadonlyArray<Readonly<Record<string, unknown>> & { readonly id?: unknown }>;
	readonly tool_call_id?: unknown;
	readonly reasoning_content?: unknown;
}

export type Fields = Record<string, unknown>;

export interface Refusal {
	readonly status: number;
	readonly body: unknown;
	readonly headers?: Readonly<Record<string, string>>;
}

/** How an answer looks whole, and piece by piece. */
export interface Shape<Part> {
	/** Fields of `message`. */
	whole(part: Part): Fields;
	/** `delta` after `delta`. */
	pieces(part: Part): readonly Fields[];
}

export interface Texts {
	readonly thinking: string;
	readonly text: string;
	/** The thinking has an end. */
	readonly closed: boolean;
}

export interface CallShape extends Shape<readonly ReplyCall[]> {
	readonly finishReason: 'tool_calls' | 'stop';
	/** The calls are words in `content`. */
	readonly written?: true;
}

export interface StreamHabits {
	/** Raw bytes before the first event, such as comments that keep the connection alive. */
	readonly before?: string;
	/** Default `data: `. */
	readonly prefix?: string;
	/** First pieces, before any text. */
	readonly first?: readonly Fields[];
	/** Fields in every delta beside what it brings. */
	readonly everyDelta?: Fields;
	/** Streams whatever is asked for. */
	readonly always?: true;
	/** Says no finish reason before `[DONE]`. */
	readonly withoutFinishReason?: true;
	readonly withoutDone?: true;
}

/** A field of a request that a server refuses. */
export interface RefusedField {
	/** As the receipt has to name it. */
	readonly field: string;
	readonly refuses: (body: ChatBody) => Refusal | undefined;
}

export interface Errors {
	/** Absent: it asks for no key. */
	readonly wrongKey?: Refusal;
	/** Absent: it answers under any name. */
	readonly unknownModel?: (asked: string) => Refusal;
	/** Absent: it cuts the prompt and says nothing. */
	readonly tooLong?: (prompt: number, context: number) => Refusal;
	/** Too much to do; `waitMs` is told in the server's way, where it has one, as finely as it does. Absent: it queues without end. */
	readonly overloaded?: { readonly tellsWait: 'seconds' | 'milliseconds' | false; readonly refusal: (waitMs: number) => Refusal };
	/** The model is not in memory yet. Absent: it answers when it is. */
	readonly loading?: (waitMs: number) => Refusal;
	/** What comes in mid-stream when the model breaks, event lines and all. */
	readonly inStream: string;
	/** Words of `inStream` that have to reach the user. */
	readonly inStreamWords: string;
}

/** How one kind of server differs from the others. */
export interface ServerKind {
	readonly name: string;
	/** The model that chats. */
	readonly model: string;
	/** Body of the model list; the model that chats does not always come first. */
	readonly models: unknown;
	readonly contextTokens: number;
	/** Before the paths; default `/v1`. A query is required of every request. */
	readonly base?: string;
	/** Absent: what the model thinks is never shown. */
	readonly thinking?: Shape<Texts>;
	readonly calls: CallShape;
	/** Whether usage is told in a stream; default `asked`, by `stream_options`. Whole answers always tell it, unless `never`. */
	readonly usage?: 'always' | 'asked' | 'never';
	readonly stream?: StreamHabits;
	readonly refuses?: readonly RefusedField[];
	/** What it demands of earlier messages, such as the reasoning of calls. */
	readonly checkHistory?: (messages: readonly Message[]) => Refusal | undefined;
	/** White space before the JSON of a whole answer, sent while it is being written. */
	readonly beforeJson?: string;
	/** Changes the whole reply as the kind has it: fields beside the answer. */
	readonly dress?: (reply: Fields) => Fields;
	readonly errors: Errors;
}
