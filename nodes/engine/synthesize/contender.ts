import type { Candidate } from '../candidate';
import { isBlank } from '../text/isBlank';

/** A candidate with what an evaluator said about it, where one did. */
export interface Contender {
	readonly candidate: Candidate;
	/** From 1, the best first. */
	readonly rank?: number;
	/** By the evaluator; absent where there was none. */
	readonly accepted?: boolean;
	/** Not accepted only because another one was put before it: it lost by nothing of its own. */
	readonly isOutranked?: boolean;
	readonly reason?: string;
}

/**
 * Accepted before not accepted, then by rank where there is one, those without after them: whole answers before those cut off, in clone order.
 *
 * Candidates without any text are left out.
 */
export function bestFirst(contenders: readonly Contender[]): readonly Contender[] {
	const rankOf = ({ rank }: Contender) => rank ?? Number.POSITIVE_INFINITY;
	return contenders
		.filter(({ candidate }) => !isBlank(candidate.text))
		.toSorted((left, right) => {
			if (isRefused(left) !== isRefused(right)) return isRefused(left) ? 1 : -1;
			if (rankOf(left) !== rankOf(right)) return rankOf(left) - rankOf(right);
			if (isCut(left.candidate.finishReason) !== isCut(right.candidate.finishReason)) return isCut(left.candidate.finishReason) ? 1 : -1;
			return left.candidate.run.clone - right.candidate.run.clone;
		});
}

/** Evaluated, and not accepted. */
export function isRefused({ accepted }: Contender): boolean {
	return accepted === false;
}

/** The rank of the best that came, where the best of the run did not; ranks count from 1. */
export function firstRankWithoutBest(contenders: readonly Contender[]): number | undefined {
	const ranks = contenders.flatMap(({ rank }) => rank ?? []);
	return ranks.length > 0 && Math.min(...ranks) > 1 ? Math.min(...ranks) : undefined;
}

export function isCut(finishReason: string): boolean {
	return finishReason === 'length' || finishReason === 'cut';
}
