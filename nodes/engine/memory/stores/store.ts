import type { ReceiptStore } from '../../receipts/receiptStore';
import type { LeaseStore } from '../../leases';
import type { NameSearch, RecordStore } from '../../records';
import type { DecisionStore } from '../decision';
import type { Forgotten, Memory, NewMemory, Remembered, Selection } from '../memory';
import type { SearchKind } from './searchKind';

/** What a search may find. Absent `asOf`: now; relative times of a question, like yesterday, count from it. */
export interface SearchScope {
	readonly namespace: string;
	/** Only what held at this time (ISO 8601), known by then or not. */
	readonly asOf?: string;
	readonly includeUntrusted: boolean;
	readonly session?: string;
	readonly limit: number;
	/** So many of the best by all three ways together may be handed along, which spares the caller a second way; a store need not. */
	readonly readAhead?: number;
	/** Absent: what is found decides, see `chooseSearch`. */
	readonly kind?: SearchKind;
}

/** Three ways to look at the same question. `turn`: each memory alone; `window`: with two neighbours on either side in its session; `session`: all of its session. A memory without a session is its own window and session. */
export interface FoundByText {
	readonly turn: readonly Found[];
	readonly window: readonly Found[];
	/** Those with a word of the question or of a time that it names, the best session's first. */
	readonly session: readonly Found[];
	/** Only where a talk was searched: the order by all of it. A turn without any of the words may be among them, for what stands beside it. */
	readonly together?: readonly Found[];
	/** Handed along, as asked by `readAhead`. */
	readonly memories?: readonly Memory[];
}

/** A memory found, the best first; what `score` means is the store's own business, only the order counts. */
export interface Found {
	readonly id: string;
	readonly score: number;
}

export interface ListPage {
	readonly limit: number;
	/** Where the last page ended. */
	readonly after?: string;
	/** Superseded and expired ones too. */
	readonly includePast: boolean;
}

/** How much a namespace holds. */
export interface NamespaceSize {
	readonly name: string;
	readonly memories: number;
	readonly answers: number;
	readonly decisions: number;
}

/** `embedded` is a file on this host; every other store is a database that several hosts may share. Saved inside workflows: never rename. */
export type StoreKind = 'embedded' | 'postgres';

/**
 * Where memories live.
 *
 * Every call but `namespaces` names its namespace, and none ever sees another one's rows. What `remember` has acknowledged survives `kill -9` of this process. Several processes may
 * use one store at the same time. Fusion, reranking, budgets and fences are not the store's: see `recall`.
 *
 * @throws StoreError with a sentence and advice for each way a database can let one down.
 */
export interface MemoryStore {
	readonly kind: StoreKind;
	/** Keeps all of them or none. Results in the order of `entries`. */
	remember(namespace: string, entries: readonly NewMemory[], signal: AbortSignal): Promise<readonly Remembered[]>;
	/** By the words of the question and the times that it names, see `readTimes`. Ranks depend on the memories of this namespace alone. */
	searchText(query: string, scope: SearchScope, signal: AbortSignal): Promise<FoundByText>;
	/** Only memories with an embedding of this model and length are compared. */
	searchVector(vector: readonly number[], model: string, scope: SearchScope, signal: AbortSignal): Promise<readonly Found[]>;
	/** In the order asked; ids that are not in this namespace are left out. */
	get(namespace: string, ids: readonly string[], signal: AbortSignal): Promise<readonly Memory[]>;
	/** For a person who chooses one, in the order of their names; Postgres knows by name only those with memories. */
	namespaces(search: NameSearch, signal: AbortSignal): Promise<readonly NamespaceSize[]>;
	/** In the order of remembering. */
	list(
		namespace: string,
		selection: Selection,
		page: ListPage,
		signal: AbortSignal,
	): Promise<{ readonly memories: readonly Memory[]; readonly next?: string }>;
	/** Adds embeddings to memories that have none of this model. */
	embed(
		namespace: string,
		model: string,
		vectors: ReadonlyArray<{ readonly id: string; readonly vector: readonly number[] }>,
		signal: AbortSignal,
	): Promise<number>;
	/** Puts back what an export brought, ids and times as they were; those already there are left alone. Resolves to how many were new. */
	restore(namespace: string, memories: readonly Memory[], signal: AbortSignal): Promise<number>;
	/** Leaves no byte of the text in the store's files. */
	forget(namespace: string, selection: Selection, signal: AbortSignal): Promise<Forgotten>;
	/** Cached answers, in the same database. */
	readonly records: RecordStore;
	readonly decisions: DecisionStore;
	/** Who does what many ask for at the same time: in all processes of a Postgres, in one process of an embedded store. */
	readonly leases: LeaseStore;
	/** Receipts of runs, in the same database; of no namespace. */
	readonly receipts: ReceiptStore;
	/** What is wrong with the files, nothing where all is well. */
	checkIntegrity(signal: AbortSignal): Promise<readonly string[]>;
	close(): Promise<void>;
}
