import type { PollRules, Quorum } from './decision';

/** Sums of weights that are the same on paper may differ in their last digit. */
const ROUNDING = 1e-9;

export interface Voter {
	readonly name: string;
	readonly weight: number;
}

/** Those who may vote; undefined where anyone may. */
export function votersOf({ voters, weights = {} }: PollRules): readonly Voter[] | undefined {
	return voters?.map((name) => ({ name, weight: Object.hasOwn(weights, name) ? (weights[name] ?? 1) : 1 }));
}

export function totalWeight(voters: readonly Voter[]): number {
	return voters.reduce((sum, { weight }) => sum + weight, 0);
}

/** What the weight of a value must reach to decide, on the safe side of rounding, so that nothing but `>=` is needed. */
export function thresholdOf(quorum: Quorum, total: number): number {
	if ('votes' in quorum) return quorum.votes - ROUNDING;
	return 'share' in quorum ? quorum.share * total - ROUNDING : quorum.moreThanShare * total + ROUNDING;
}
