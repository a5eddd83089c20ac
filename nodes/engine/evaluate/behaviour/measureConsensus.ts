/** What a candidate gave for each input; undefined where it gave nothing any more. */
export type Outcomes = ReadonlyArray<string | undefined>;

/** How far a candidate behaves like the others. */
export interface Consensus {
	/** Mean share of the inputs on which another candidate gives the same, from 0 to below 1, lowered for what speaks against the candidate. */
	readonly value: number;
	/** Candidates that give the same on every input, this one among them. */
	readonly setSize: number;
	/** Why its agreement proves little, in words; absent where nothing speaks against it. */
	readonly doubt?: string;
}

/** Agreement of a candidate that is in doubt decides among its like only. */
const DOUBTFUL = 0.001;
/** From so many inputs on, one answer to all of them is suspicious. */
const ENOUGH_INPUTS = 4;

/**
 * Measures how far each candidate behaves like the others, input by input, in the candidates' order.
 *
 * Weak models agree most easily on what is worthless. So the agreement of a candidate that gives the same for every input, or throws on one of the first `shown` inputs, those that the task itself shows, counts next to nothing; elsewhere
 * exceptions agree by their class. Minimum Bayes risk over execution results (MBR-exec, Shi et al., 2022), with a share of the inputs in place of all or none: where answers are many and tries few, hardly two behave alike everywhere.
 */
export function measureConsensus(candidates: readonly Outcomes[], shown: number): readonly Consensus[] {
	const inputs = candidates[0]?.length ?? 0;
	const votes = Array.from({ length: inputs }, (_, input) => countValues(candidates.map((outcomes) => outcomes[input])));
	const sizes = countValues(candidates.map((outcomes) => JSON.stringify(outcomes)));
	return candidates.map((outcomes): Consensus => {
		const shared = outcomes.reduce((sum, outcome, input) => sum + (outcome === undefined ? 0 : (votes[input]?.get(outcome) ?? 1) - 1), 0);
		const value = inputs === 0 ? 0 : shared / (inputs * candidates.length);
		const doubt = findDoubt(outcomes, shown);
		const setSize = sizes.get(JSON.stringify(outcomes)) ?? 1;
		return doubt === undefined ? { value, setSize } : { value: value * DOUBTFUL, setSize, doubt };
	});
}

export function isValue(outcome: string | undefined): outcome is string {
	return outcome !== undefined && !outcome.startsWith('throws ');
}

function findDoubt(outcomes: Outcomes, shown: number): string | undefined {
	const thrown = outcomes.slice(0, shown).filter((outcome) => !isValue(outcome)).length;
	if (thrown > 0) return `gives nothing on ${thrown} of the ${shown} inputs that the task shows`;
	return outcomes.length >= ENOUGH_INPUTS && outcomes.every((outcome) => outcome === outcomes[0])
		? `gives the same on all ${outcomes.length} inputs`
		: undefined;
}

function countValues<Value>(values: readonly Value[]): ReadonlyMap<Value, number> {
	const counts = new Map<Value, number>();
	for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
	return counts;
}
