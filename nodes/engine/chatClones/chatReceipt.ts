import type { ServerCounts } from '../countByServer';
import type { TokenSums } from '../endpoint/tokenCount';

/** What decided which answer is the model's. */
export type PickedBy = 'only answer' | 'tool calls' | 'JSON' | 'consensus' | 'vote' | 'judge' | 'same words';

/** What one call of the clones did and why this answer was picked: small, as it travels with the message. */
export interface ChatReceipt extends ServerCounts {
	readonly clones: number;
	readonly answered: number;
	/** Stopped on purpose, as enough of the others had agreed. */
	readonly stopped: number;
	readonly missing: ReadonlyArray<{ readonly clone: number; readonly kind: string; readonly reason: string }>;
	readonly picked: {
		readonly clone: number;
		readonly by: PickedBy;
		/** How many of the answered gave the same answer as the picked one. */
		readonly agreement: { readonly same: number; readonly of: number };
		readonly reason: string;
	};
	readonly requests: number;
	readonly retries: number;
	readonly durationMs: number;
	/** Sums over what the server told, picking included; `unknown` counts requests whose tokens it did not tell. */
	readonly tokens: TokenSums;
	readonly notes?: readonly string[];
}
