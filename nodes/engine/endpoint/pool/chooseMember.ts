import type { PoolMember } from './poolMember';

export type Tiers = ReadonlyArray<readonly PoolMember[]>;

/** Loads and turns are fractions by weight. */
const LEAST_DIFFERENCE = 1e-9;

/**
 * The server to ask next: of the first tier that has one at hand, the one with the least to do for its weight.
 *
 * Among equals they take turns. Where all are set aside, the one that is back first; where the tiers are empty, any of `all`.
 */
export function chooseMember(tiers: Tiers, all: readonly PoolMember[], now: number): PoolMember {
	const atHand = tiers.map((tier) => tier.filter((member) => member.isAvailable(now))).find((tier) => tier.length > 0);
	if (atHand !== undefined) return least(atHand, ({ load }) => load);
	return least(tiers.find((tier) => tier.length > 0) ?? all, ({ backAt }) => backAt);
}

/** Whether another server is at hand. */
export function hasAnother(tiers: Tiers, left: PoolMember, now: number): boolean {
	return tiers.some((tier) => tier.some((member) => member !== left && member.isAvailable(now)));
}

/** The same without those that refused the request. */
export function without(tiers: Tiers, refusing: ReadonlySet<PoolMember>): Tiers {
	return tiers.map((tier) => tier.filter((member) => !refusing.has(member)));
}

function least(members: readonly PoolMember[], measure: (member: PoolMember) => number): PoolMember {
	return members.reduce((best, member) => {
		const difference = measure(member) - measure(best);
		if (Math.abs(difference) > LEAST_DIFFERENCE) return difference < 0 ? member : best;
		return member.turn < best.turn - LEAST_DIFFERENCE ? member : best;
	});
}
