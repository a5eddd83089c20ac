import { failureOf, type Stranger } from './foreignCandidates';
import type { Grouped } from './groupByRun';
import type { Hint } from './joinHints';

/** Items that are no candidates: those that are a mistake, and those that only tell of a failure. */
export interface SplitStrangers {
	readonly refused: readonly Stranger[];
	/** Absent where nothing failed. */
	readonly hint?: Hint;
}

/**
 * Failures of nodes before are data beside candidates: they are told, and stop nothing.
 *
 * Where there are no candidates, or the user wants every failure as an item, all strangers are refused.
 */
export function splitStrangers({ runs, strangers }: Grouped, wantsItems: boolean): SplitStrangers {
	if (runs.length === 0 || wantsItems) return { refused: strangers };
	const failures = strangers.filter(({ item }) => failureOf(item.json) !== undefined);
	const [first] = failures;
	if (first === undefined) return { refused: strangers };
	const count = failures.length === 1 ? '1 item tells' : `${failures.length} items tell`;
	const message = `${count} of a failure in a node before this one and cannot be a candidate. Item ${first.itemIndex + 1}: ${failureOf(first.item.json)}`;
	return { refused: strangers.filter((stranger) => !failures.includes(stranger)), hint: { message, type: 'warning' } };
}
