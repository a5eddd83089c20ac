import type { Memory, NewMemory, Selection } from '../../memory';
import type { ListPage, SearchScope } from '../store';
import type { KeptReceipt } from '../../../receipts/keptReceipt';
import type { ReceiptFilter, ReceiptLimits } from '../../../receipts/receiptStore';
import type { NameSearch } from '../../../records';
import type { Claim, NewBallot, PollRules } from '../../decision';
import type { Poll } from '../../readPoll';
import type { DecisionPlace } from './decisions';
import type { RecordPlace } from './records';

/** What the thread with the database is asked to do. */
export type Job =
	| { readonly kind: 'remember'; readonly namespace: string; readonly entries: readonly NewMemory[] }
	| {
			readonly kind: 'embed';
			readonly namespace: string;
			readonly model: string;
			readonly vectors: ReadonlyArray<{ readonly id: string; readonly vector: readonly number[] }>;
	  }
	| { readonly kind: 'restore'; readonly namespace: string; readonly memories: readonly Memory[] }
	| { readonly kind: 'forget'; readonly namespace: string; readonly selection: Selection }
	| { readonly kind: 'searchText'; readonly query: string; readonly scope: SearchScope }
	| { readonly kind: 'searchVector'; readonly vector: readonly number[]; readonly model: string; readonly scope: SearchScope }
	| { readonly kind: 'get'; readonly namespace: string; readonly ids: readonly string[] }
	| { readonly kind: 'list'; readonly namespace: string; readonly selection: Selection; readonly page: ListPage }
	| { readonly kind: 'namespaces'; readonly search: NameSearch }
	| { readonly kind: 'listRecords'; readonly place: RecordPlace; readonly search: NameSearch }
	| { readonly kind: 'saveRecord'; readonly place: RecordPlace; readonly value: unknown }
	| { readonly kind: 'findRecord'; readonly place: RecordPlace; readonly maxAgeMs: number | undefined }
	| { readonly kind: 'removeRecords'; readonly place: RecordPlace }
	| { readonly kind: 'trimRecords'; readonly place: RecordPlace; readonly most: number | undefined; readonly maxAgeMs: number | undefined }
	| { readonly kind: 'claimDecision'; readonly place: DecisionPlace; readonly claim: Claim }
	| { readonly kind: 'finishDecision'; readonly place: DecisionPlace; readonly token: string; readonly value: unknown }
	| {
			readonly kind: 'vote';
			readonly place: DecisionPlace;
			readonly ballot: NewBallot;
			readonly rules: PollRules;
			readonly poll: Poll;
	  }
	| { readonly kind: 'findDecision'; readonly place: DecisionPlace }
	| { readonly kind: 'listDecisions'; readonly namespace: string; readonly search: NameSearch }
	| { readonly kind: 'removeDecisions'; readonly namespace: string; readonly key: string | undefined }
	| { readonly kind: 'keepReceipts'; readonly receipts: readonly KeptReceipt[]; readonly limits: ReceiptLimits }
	| { readonly kind: 'listReceipts'; readonly filter: ReceiptFilter; readonly page: { readonly limit: number; readonly after?: string } }
	| { readonly kind: 'checkIntegrity' }
	| { readonly kind: 'close' };

/** Of which file. */
export interface FileJob {
	readonly file: string;
	readonly job: Job;
}

/** What went wrong there, before anyone put it into words. */
export interface Trouble {
	readonly trouble?: 'notOurs' | 'newerSchema';
	readonly schemaVersion?: number;
	/** SQLite's own, extended. */
	readonly sqliteCode?: number;
	/** Node's own. */
	readonly code?: string;
	readonly message: string;
}

export type Outcome = { readonly value: unknown } | { readonly trouble: Trouble };
