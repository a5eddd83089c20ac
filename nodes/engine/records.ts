/** Something kept under an exact key: an answer that may be given again. */
export interface StoredRecord {
	readonly key: string;
	readonly value: unknown;
	/** ISO 8601 in UTC. */
	readonly savedAt: string;
}

/** How many records went, and whether their bytes did. */
export interface Removed {
	readonly removed: number;
	readonly erased: boolean;
}

/** Which names a list gives: those with this text in them, upper and lower case alike, and no more than `limit`. */
export interface NameSearch {
	readonly containing: string;
	readonly limit: number;
}

/** Which drawer: two kinds never see each other's records. */
export type RecordKind = 'answer' | 'pace';

/**
 * Keeps values by exact key, for every process that uses the same database.
 *
 * Kinds and namespaces are closed: equal keys in two of them are two records. Values are JSON.
 */
export interface RecordStore {
	/** Replaces what was there. */
	save(kind: RecordKind, namespace: string, key: string, value: unknown, signal: AbortSignal): Promise<void>;
	/** Undefined where there is none, or none younger than `maxAgeMs`. */
	find(
		kind: RecordKind,
		namespace: string,
		key: string,
		maxAgeMs: number | undefined,
		signal: AbortSignal,
	): Promise<StoredRecord | undefined>;
	/** Those whose key is searched for, the newest first. */
	list(kind: RecordKind, namespace: string, search: NameSearch, signal: AbortSignal): Promise<readonly StoredRecord[]>;
	/** Removes one record, or with no key all of the namespace. Leaves no byte of them in the store's files, unless somebody else was using these: then not `erased` yet. */
	remove(kind: RecordKind, namespace: string, key: string | undefined, signal: AbortSignal): Promise<Removed>;
	/** Removes the oldest until no more than `most` are left, and those older than `maxAgeMs`; resolves to how many. */
	trim(
		kind: RecordKind,
		namespace: string,
		limits: { readonly most?: number; readonly maxAgeMs?: number },
		signal: AbortSignal,
	): Promise<number>;
}
