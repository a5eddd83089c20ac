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
	/** Whether there are more that could vote. */
	readonly isSampled: boolean;
	/** How much the two that are most alike are alike, of different sources. */
	readonly closest: number;
	/** How much the answers that decide are like all others, by their place; empty where none decides. */
	readonly ofDeciding: ReadonlyMap<number, number | undefined>;
}

/**
 * How much each answer is like the others, on average over the votes: its expected utility in minimum Bayes risk decoding (Kumar and Byrne, 2004; Bertsch et al., 2023).
 *
 * Above 32 others, 32 of them vote, spread over all. Where a larger model was asked because the others were unsure, its answers alone vote, for themselves too; how much they are like the others is told besides.
 */
export async function meanLikeness(
	entrants: readonly Entrant[],
	likeness: (left: number, right: number) => number,
	signal: AbortSignal,
): Promise<MeanLikeness> {
	const nextTurn = takeTurns(signal);
	let closest = 0;
	const meanOver = async (place: number, voters: readonly number[], countsOwn: boolean) => {
		let [sum, weight] = [0, 0];
		for (const voter of voters) {
			const other = entrants[voter] as Entrant;
			if (!countsOwn && other.source === entrants[place]?.source) continue;
			const alike = likeness(place, voter);
			if (other.source !== entrants[place]?.source) closest = Math.max(closest, alike);
			sum += other.weight * alike;
			weight += other.weight;
			const turn = nextTurn();
			if (turn !== undefined) await turn;
		}
		return weight === 0 ? undefined : Math.min(1, Math.max(0, sum / weight));
	};
	const all = entrants.map((_, place) => place);
	const deciding = all.filter((place) => entrants[place]?.decides);
	const pool = deciding.length > 0 ? deciding : all;
	const voters = spread(pool);
	const values: Array<number | undefined> = [];
	for (const place of all) values.push(await meanOver(place, voters, deciding.length > 0));
	const ofDeciding = new Map<number, number | undefined>();
	for (const place of deciding) ofDeciding.set(place, await meanOver(place, spread(all), false));
	return { values, voters: voters.length, isSampled: voters.length < pool.length, closest, ofDeciding };
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
