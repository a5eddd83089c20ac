/** Two candidates to be compared, by their places. */
export interface Comparison {
	readonly left: number;
	readonly right: number;
}

export interface ComparisonPlan {
	readonly mode: 'roundRobin' | 'knockout';
	readonly entrants: readonly number[];
	/** Those that the budget leaves out: the last in order. */
	readonly leftOut: readonly number[];
}

/** Every one with every other where so many pairs are allowed; else a knockout, which takes one pair less than it has entrants, of as many as that allows. */
export function planComparisons(entrants: readonly number[], mostPairs: number): ComparisonPlan {
	const all = (entrants.length * (entrants.length - 1)) / 2;
	if (all <= mostPairs) return { mode: 'roundRobin', entrants, leftOut: [] };
	const kept = Math.min(entrants.length, mostPairs + 1);
	return { mode: 'knockout', entrants: entrants.slice(0, kept), leftOut: entrants.slice(kept) };
}
