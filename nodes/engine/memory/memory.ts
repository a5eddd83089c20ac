/** How far a memory is trusted: said or checked by the user, written by a model, or fetched from somewhere (web, tools, mail). */
export type Trust = 'user' | 'agent' | 'untrusted';

/**
 * Something kept, word for word, with who said it, when, and how far it is trusted.
 *
 * Nothing is overwritten: a newer fact about the same `subject` supersedes the older one, which stays and can be recalled `as of` an earlier time.
 * Times are ISO 8601 in UTC.
 */
export interface Memory {
	readonly id: string;
	readonly namespace: string;
	readonly text: string;
	readonly trust: Trust;
	/** Where it comes from: an address, a file, a run. */
	readonly source?: string;
	readonly author?: string;
	/** Turns of one session are searched together with their neighbours. */
	readonly session?: string;
	/** Counts from 1 within its session, in the order of remembering. */
	readonly turn?: number;
	/** What the fact is about; a newer memory of the same subject supersedes this one. */
	readonly subject?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly recordedAt: string;
	/** From when it holds, when it was recorded where nothing else was said: the time by which a question that names one finds it. */
	readonly validFrom: string;
	/** Until when it holds, not included; absent: still. */
	readonly validTo?: string;
	readonly supersededBy?: string;
	/** How often exactly this was remembered. */
	readonly count: number;
	readonly lastSeenAt: string;
	/** Memories that say nearly the same; linked, never dropped. */
	readonly nearDuplicates: readonly string[];
}

/** What somebody asks to be remembered. */
export interface NewMemory {
	readonly text: string;
	readonly trust: Trust;
	readonly source?: string;
	readonly author?: string;
	readonly session?: string;
	readonly subject?: string;
	readonly metadata?: Readonly<Record<string, unknown>>;
	readonly validFrom?: string;
	readonly validTo?: string;
	/** The same key again in the same namespace changes nothing, so that a job that n8n runs twice counts once. */
	readonly idempotencyKey?: string;
	/** Of the text, by the model named; kept beside it, and only for as long as the text. */
	readonly embedding?: { readonly model: string; readonly vector: readonly number[] };
}

/** `new`: kept; `counted`: exactly this was there, and its count went up; `repeated`: the idempotency key was there, nothing changed. */
export interface Remembered {
	readonly id: string;
	readonly outcome: 'new' | 'counted' | 'repeated';
	readonly count: number;
	readonly supersedes: readonly string[];
	readonly nearDuplicates: readonly string[];
	/** Of `repeated` alone: what is stored under the key, whatever was said this time. */
	readonly stored?: Pick<Memory, 'text' | 'trust'>;
}

/** Which memories of a namespace are meant; fields that are absent do not narrow. At least one must be given, or `everything`. */
export interface Selection {
	readonly ids?: readonly string[];
	readonly source?: string;
	readonly author?: string;
	readonly session?: string;
	readonly subject?: string;
	readonly everything?: true;
}

export interface Forgotten {
	readonly memories: number;
	/** Index entries, embeddings and links that went with them. */
	readonly traces: number;
	/** False where another process kept a file in use, so that bytes may stay in it until the next Forget. */
	readonly erased: boolean;
}
