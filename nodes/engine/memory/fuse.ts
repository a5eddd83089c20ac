import type { Found, FoundByText } from './stores/store';

/** Reciprocal rank fusion, its constant as in Cormack, Clarke and Büttcher (2009). */
const FUSION_CONSTANT = 60;

/** Ids by the sum of their reciprocal ranks; a list that does not hold one adds nothing. Ties keep the order of the first list. */
export function fuse(lists: ReadonlyArray<readonly Found[]>): readonly string[] {
	const sums = new Map<string, number>();
	for (const list of lists) {
		for (const [place, { id }] of list.entries()) sums.set(id, (sums.get(id) ?? 0) + 1 / (FUSION_CONSTANT + place + 1));
	}
	return [...sums].sort(([, left], [, right]) => right - left).map(([id]) => id);
}

/** The rankings by words that are fused. There are always three, so that another one, by vectors, weighs the same beside them, whatever was searched. */
export function rankingsOf({ turn, window, session, together }: FoundByText): ReadonlyArray<readonly Found[]> {
	return together === undefined ? [turn, window, session] : [together, together, together];
}
