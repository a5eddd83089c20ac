import type { Decision, PollRules } from './decision';
import { thresholdOf, totalWeight, votersOf } from './quorum';

/**
 * How a decision stands. `held`: somebody has claimed it and is at work; `lapsed`: the lease of that claim has ended; `open`: votes are missing; `unreachable`: no value can
 * reach the quorum any more, however the others vote; `expired`: its time ran out.
 */
export type Stand = 'decided' | 'held' | 'lapsed' | 'open' | 'unreachable' | 'expired';

/** How the decision stood when it was read. */
export function standOf({ value, rules, leaseEndsAt, expiresAt, counts, asOf }: Decision): Stand {
	if (value !== undefined) return 'decided';
	if (rules === undefined) return leaseEndsAt !== undefined && leaseEndsAt > asOf ? 'held' : 'lapsed';
	if (expiresAt !== undefined && expiresAt <= asOf) return 'expired';
	return isReachable(rules, counts) ? 'open' : 'unreachable';
}

function isReachable(rules: PollRules, counts: Decision['counts']): boolean {
	const voters = votersOf(rules);
	if (voters === undefined) return true;
	const total = totalWeight(voters);
	const voted = counts.reduce((sum, { weight }) => sum + weight, 0);
	const leading = Math.max(0, ...counts.map(({ weight }) => weight));
	return leading + total - voted >= thresholdOf(rules.quorum, total);
}
