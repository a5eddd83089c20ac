import type { Candidate } from '../candidate';

/** A candidate with what an evaluator said about it, where one did. */
export interface Contender {
	readonly candidate: Candidate;
	/** From 1, the best first. */
	readonly rank?: number;
	readonly reason?: string;
}

/** By rank where there is one, those without after them, in clone order. Candidates without any text are left out. */
export function bestFirst(contenders: readonly Contender[]): readonly Contender[] {
	const rankOf = ({ rank }: Contender) => rank ?? Number.POSITIVE_INFINITY;
	return contenders
		.filter(({ candidate }) => candidate.text.trim() !== '')
		.toSorted((left, right) =>
			rankOf(left) === rankOf(right) ? left.candidate.run.clone - right.candidate.run.clone : rankOf(left) - rankOf(right),
		);
}
