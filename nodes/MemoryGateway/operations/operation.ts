import type { IDataObject } from 'n8n-workflow';
import type { Endpoint } from '../../engine/endpoint';
import type { MemoryStore } from '../../engine/memory/stores';
import type { RunFigures } from '../../engine/receipts/keptReceipt';

/** Vectors and ranks come in well under a second from a server that is well; words must not wait longer for one that is not. */
export const PATIENCE_MS = 10_000;

/** Who turns texts into vectors. */
export interface Models {
	readonly endpoint: Endpoint;
	readonly embeddingModel: string;
}

/** What an operation is given for one input item. */
export interface OperationInput {
	readonly store: MemoryStore;
	/** Empty for receipts, which have none. */
	readonly namespace: string;
	readonly json: IDataObject;
	/** A field of the node, as it is for this item. */
	readonly read: (name: string) => unknown;
	/** The same when n8n does this job a second time. */
	readonly jobKey: string;
	readonly executionId: string;
	/** The server and model that turn texts into vectors; undefined where Use Embeddings is off. */
	openModels(): Promise<Models | undefined>;
	/** The server of the node's credential. */
	openServer(): Promise<Endpoint>;
	/** A model reads what comes back, and pays for every word. */
	readonly isTool: boolean;
	/** Of the workflow: days are those of its people. */
	readonly timeZone: string;
	/** Counts what was done in the report, unless Keep Receipts is off. */
	keepReceipt(figures: RunFigures): void;
	/** Shows the user what did not work, without stopping. */
	warn(message: string): void;
	/** Tells the user why there is nothing to see. */
	tell(message: string): void;
	/** Calls this when the execution has ended, in whichever node; maybe more than once. */
	onEnd(ended: (how: { readonly isStopped: boolean }) => void): void;
	readonly signal: AbortSignal;
}

/** Does one operation and resolves to what the output items hold. */
export type Operation = (input: OperationInput) => Promise<readonly IDataObject[]>;
