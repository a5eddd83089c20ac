import { failureOf, type Stranger } from './foreignCandidates';
import type { Grouped } from './groupByRun';
import type { Hint } from './joinHints';

/** Items that are no candidates: those that are a mistake, and those that only tell of a failure or lack an answer. */
export interface SplitStrangers {
	readonly refused: readonly Stranger[];
	/** Empty where nothing failed and nothing is missing. */
	readonly hints: readonly Hint[];
}

/**
 * Failures of nodes before and answers that are missing are data beside candidates: they are told, and stop nothing.
 *
 * Where there are no candidates, or the user wants every failure as an item, all strangers are refused.
 */
export function splitStrangers({ runs, strangers }: Grouped, wantsItems: boolean): SplitStrangers {
	if (runs.length === 0 || wantsItems) return { refused: strangers, hints: [] };
	const failures = strangers.filter(({ item }) => failureOf(item.json) !== undefined);
	const lacking = strangers.filter((stranger) => stranger.lack !== undefined && !failures.includes(stranger));
	const told = [
		...tell(failures, ['1 item tells', `${failures.length} items tell`], 'of a failure in a node before this one', failureAsSaid),
		...tell(lacking, ['1 item has', `${lacking.length} items have`], 'no answer', ({ lack }) => `It has ${lack}`),
	];
	return {
		refused: strangers.filter((stranger) => !failures.includes(stranger) && !lacking.includes(stranger)),
		hints: told.map((message) => ({ message, type: 'warning' })),
	};
}

const failureAsSaid = ({ item }: Stranger) => failureOf(item.json) ?? '';

function tell(strangers: readonly Stranger[], counts: readonly [string, string], what: string, say: (first: Stranger) => string): string[] {
	const [first] = strangers;
	if (first === undefined) return [];
	const count = counts[strangers.length === 1 ? 0 : 1];
	return [`${count} ${what} and cannot be a candidate. Item ${first.itemIndex + 1}: ${say(first)}`];
}
