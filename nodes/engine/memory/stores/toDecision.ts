import type { Ballot, Count, Decision, PollRules } from '../decision';

type Row = Readonly<Record<string, unknown>>;
type Decode = (value: unknown) => string;

/** A row of the table `decision`, as either database gives it. */
export function toDecision(row: Row, decode: Decode, counts: readonly Count[], nowMs: number): Decision {
	const { key, value, opened_at, decided_at, holder, lease_ends_at, rules, expires_at } = row;
	return {
		key: decode(key),
		...(isThere(value) && { value: JSON.parse(String(value)) as unknown }),
		openedAt: toTime(opened_at),
		...(isThere(decided_at) && { decidedAt: toTime(decided_at) }),
		...(isThere(holder) && { holder: decode(holder) }),
		...(isThere(lease_ends_at) && { leaseEndsAt: toTime(lease_ends_at) }),
		...(isThere(rules) && { rules: JSON.parse(String(rules)) as PollRules }),
		...(isThere(expires_at) && { expiresAt: toTime(expires_at) }),
		counts,
		asOf: toTime(nowMs),
	};
}

export function toCount({ value, votes, weight }: Row): Count {
	return { value: JSON.parse(String(value)) as unknown, votes: Number(votes), weight: Number(weight) };
}

export function toBallot({ voter, value, weight, voted_at, run, late }: Row, decode: Decode): Ballot {
	return {
		voter: decode(voter),
		value: JSON.parse(String(value)) as unknown,
		weight: Number(weight),
		votedAt: toTime(voted_at),
		...(isThere(run) && { run: decode(run) }),
		late: late === true || late === 1,
	};
}

const isThere = (value: unknown): boolean => value !== null && value !== undefined;
const toTime = (milliseconds: unknown): string => new Date(Number(milliseconds)).toISOString();
