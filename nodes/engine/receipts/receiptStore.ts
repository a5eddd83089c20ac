import type { KeptReceipt } from './keptReceipt';

/** Which receipts are meant; what is absent does not narrow. Names are compared whole. */
export interface ReceiptFilter {
	/** A workflow's name or id. */
	readonly workflow?: string;
	readonly node?: string;
	readonly model?: string;
	/** ISO 8601. */
	readonly since?: string;
}

/** What goes when new ones come: the oldest beyond `most`, and those older than `maxAgeMs`. */
export interface ReceiptLimits {
	readonly most: number;
	readonly maxAgeMs: number;
}

export interface ReceiptPage {
	readonly receipts: readonly KeptReceipt[];
	/** Where the next page begins; absent on the last one. */
	readonly next?: string;
}

/** Keeps receipts of runs, for every process that uses the same database. */
export interface ReceiptStore {
	/** Keeps all of them or none, then removes what is beyond the limits; a few less than `most` may stay where a database skipped numbers. */
	keep(receipts: readonly KeptReceipt[], limits: ReceiptLimits, signal: AbortSignal): Promise<void>;
	/** The one that was kept last comes first. */
	list(filter: ReceiptFilter, page: { readonly limit: number; readonly after?: string }, signal: AbortSignal): Promise<ReceiptPage>;
}
