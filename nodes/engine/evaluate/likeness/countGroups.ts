import type { Compared } from './compared';
import type { Entrant } from './entrants';
import type { Groups } from './groupSame';

/** What words say between answers that say the same counts less than any vote. */
const TIE_BREAK = 1e-6;

/**
 * Counts the votes of each group, and lets words decide which answer of a group speaks for it.
 *
 * The group of a larger model's answer leads, where one was asked because the others were unsure.
 */
export function countGroups(entrants: readonly Entrant[], groups: Groups, wordLikeness: ReadonlyArray<number | undefined>): Compared {
	const votes = new Map<number, number>();
	for (const [place, { weight }] of entrants.entries()) {
		const group = groups[place];
		if (group !== undefined) votes.set(group, (votes.get(group) ?? 0) + weight);
	}
	const total = [...votes.values()].reduce((sum, each) => sum + each, 0);
	const decided = new Set(entrants.flatMap(({ decides }, place) => (decides ? [groups[place]] : [])));
	const shareOf = (group: number) => {
		const share = (votes.get(group) ?? 0) / total;
		if (decided.size === 0) return share;
		return decided.has(group) ? 1 : share / 2;
	};
	return {
		values: groups.map((group, place) =>
			group === undefined ? undefined : Math.max(0, shareOf(group) - TIE_BREAK * (1 - (wordLikeness[place] ?? 0))),
		),
		reasonOf: (place) => {
			const group = groups[place];
			if (group === undefined) return 'Not compared: a model is shown 24 different answers';
			const said = `${rounded(votes.get(group) ?? 0)} of ${rounded(total)} say the same, by the model's word`;
			return decided.has(group) ? `${said}; the larger model decided` : said;
		},
		agreement: Math.max(...votes.values()) / total,
		isDecided: decided.size > 0,
		...(decided.size === 0 && votes.size > 1 && Math.max(...votes.values()) < 1 + TIE_BREAK && { noTwoAgree: true }),
	};
}

/** A clone with several answers has a part of its vote in each. */
function rounded(votes: number): number {
	return Number(votes.toFixed(1));
}
