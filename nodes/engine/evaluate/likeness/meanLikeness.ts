import type { Entrant } from './entrants';
import { takeTurns } from '../../takeTurns';

/** So many others say well enough what all think: the mean hardly moves beyond (Eikema and Aziz, 2022). */
const MOST_VOTERS = 32;
const GOLDEN_SECTION = 0.618;

export interface MeanLikeness {
	/** In the entrants' order, from 0 to 1; undefined for one that has no other to be compared with. */
	readonly values: ReadonlyArray<number | undefined>;
	/** How many each was compared with at most. */
	readonly voters: number;
}

/**
 * How much each answer is like the others, on average over the votes: its expected utility in minimum Bayes risk decoding (Kumar and Byrne, 2004; Bertsch et al., 2023).
 *
 * Above 32 others, 32 of them vote, spread over all. Where a larger model was asked because the others were unsure, its answers alone vote, for themselves too.
 */
export async function meanLikeness(
	entrants: readonly Entrant[],
	likeness: (left: number, right: number) => number,
	signal: AbortSignal,
): Promise<MeanLikeness> {
	const deciding = entrants.flatMap(({ decides }, place) => (decides ? [place] : []));
	const voters = spread(deciding.length > 0 ? deciding : entrants.map((_, place) => place));
	const nextTurn = takeTurns(signal);
	const values: Array<number | undefined> = [];
	for (const [place, { source }] of entrants.entries()) {
		let [sum, weight] = [0, 0];
		for (const voter of voters) {
			const other = entrants[voter] as Entrant;
			if (deciding.length === 0 && other.source === source) continue;
			sum += other.weight * likeness(place, voter);
			weight += other.weight;
			const turn = nextTurn();
			if (turn !== undefined) await turn;
		}
		values.push(weight === 0 ? undefined : Math.min(1, Math.max(0, sum / weight)));
	}
	return { values, voters: voters.length };
}

/** All of a few; of many, so many that stand apart, in the same way every time. */
function spread(places: readonly number[]): readonly number[] {
	if (places.length <= MOST_VOTERS) return places;
	const order = places.map((place, at) => [(at * GOLDEN_SECTION) % 1, place] as const);
	return order
		.toSorted(([left], [right]) => left - right)
		.slice(0, MOST_VOTERS)
		.map(([, place]) => place);
}
