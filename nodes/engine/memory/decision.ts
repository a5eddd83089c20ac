import type { NameSearch, Removed } from '../records';

/** How much of the votes one value needs: so many, at least this share of the voters, or more than this share of them. */
export type Quorum = { readonly votes: number } | { readonly share: number } | { readonly moreThanShare: number };

/** What a vote is held by. The first vote on a decision sets it; it stays as it was then. */
export interface PollRules {
	readonly quorum: Quorum;
	/** Who may vote; absent: anyone. A share of the voters needs them. */
	readonly voters?: readonly string[];
	/** How much the votes of voters count, by name; the others count 1. */
	readonly weights?: Readonly<Record<string, number>>;
	/** From the first vote on; absent: never. */
	readonly expiresAfterMs?: number;
}

/** One voter's vote. A voter who votes again is heard once: the first vote stands. */
export interface NewBallot {
	readonly voter: string;
	/** JSON. Two values are the same as in `keysOf`: case, spaces and how a number is written do not count. */
	readonly value: unknown;
	/** In which run it was made. */
	readonly run?: string;
	/** The same when the same job votes a second time. */
	readonly token: string;
}

/** A vote that was kept. */
export interface Ballot {
	readonly voter: string;
	readonly value: unknown;
	readonly weight: number;
	/** ISO 8601 in UTC. */
	readonly votedAt: string;
	readonly run?: string;
	/** Came when it could change nothing any more: after the decision, after the expiry, or on a decision that was claimed. */
	readonly late: boolean;
}

/** The votes that count for one value. */
export interface Count {
	readonly value: unknown;
	readonly votes: number;
	readonly weight: number;
}

/** Something that is decided once: by the first to claim it, by the holder of a claim, or by a quorum. Times are ISO 8601 in UTC, by the store's clock. */
export interface Decision {
	readonly key: string;
	/** Absent where nothing is decided yet. */
	readonly value?: unknown;
	readonly openedAt: string;
	readonly decidedAt?: string;
	/** Who claimed it, where a name was given. */
	readonly holder?: string;
	/** Until when it is claimed; absent where it was decided at once or is voted on. */
	readonly leaseEndsAt?: string;
	/** Absent where it was claimed. */
	readonly rules?: PollRules;
	readonly expiresAt?: string;
	/** The most weight first, then the earliest first vote; late votes are not in it. */
	readonly counts: readonly Count[];
	/** When this was read. */
	readonly asOf: string;
}

/** A decision with all votes, late ones too, in the order of voting. */
export interface FullDecision extends Decision {
	readonly ballots: readonly Ballot[];
}

export interface Claim {
	/** Decides at once; absent: the decision is held for `leaseMs`, for `done` to decide. */
	readonly value?: unknown;
	readonly leaseMs?: number;
	readonly holder?: string;
	/** Tells this claim from others; a claim with the same token is given the same answer, and another lease. */
	readonly token: string;
}

/** `counted`: and it counts; `late`: kept, and changes nothing; `repeated`: this voter has voted before, and that vote stands; `stranger`: not among the voters, nothing was kept. */
export type VoteOutcome = 'counted' | 'late' | 'repeated' | 'stranger';

export interface Voted {
	readonly outcome: VoteOutcome;
	/** Whether this vote made the decision; true for exactly one vote, and again where the same job repeats it. */
	readonly decisive: boolean;
	/** The vote of this voter that stands; absent for a stranger. */
	readonly standing?: unknown;
	readonly decision: Decision;
}

/**
 * Decides things once, for every process that uses the same database. A decision that was made stays until it is removed.
 *
 * Namespaces are closed: equal keys in two of them are two decisions. What is voted on cannot be claimed, and what is claimed is not decided by votes.
 */
export interface DecisionStore {
	/**
	 * The first one decides, or holds the decision until its lease ends; everyone gets what stands. A lease that ended is taken over by the next claim, and counts until then.
	 *
	 * `claimed` is true for exactly one token at a time.
	 */
	claim(
		namespace: string,
		key: string,
		claim: Claim,
		signal: AbortSignal,
	): Promise<{ readonly claimed: boolean; readonly decision: Decision }>;
	/** Decides for the claim with this token. Not done where somebody else has the claim by now; then what stands there says who. The same again is done again. */
	done(
		namespace: string,
		key: string,
		token: string,
		value: unknown,
		signal: AbortSignal,
	): Promise<{ readonly done: boolean; readonly decision: Decision | undefined }>;
	/**
	 * Keeps the vote and decides where its value reaches the quorum with it, in one step that nothing comes between.
	 *
	 * @throws InvalidInputError where no vote could be held by these rules.
	 */
	vote(namespace: string, key: string, ballot: NewBallot, rules: PollRules, signal: AbortSignal): Promise<Voted>;
	find(namespace: string, key: string, signal: AbortSignal): Promise<FullDecision | undefined>;
	/** Those whose key is searched for, the newest first. */
	list(namespace: string, search: NameSearch, signal: AbortSignal): Promise<readonly FullDecision[]>;
	/** Removes one decision, or with no key all of the namespace, with their votes; as `remove` of records does. */
	remove(namespace: string, key: string | undefined, signal: AbortSignal): Promise<Removed>;
}
