import type { Candidate } from '../../candidate';
import { isBlank } from '../../text/isBlank';

/** A candidate that has an answer to compare. */
export interface Entrant {
	/** Its place among all candidates. */
	readonly index: number;
	readonly text: string;
	/** Whose answer it is: answers of one source share one vote, and none of them backs another. */
	readonly source: string;
	readonly weight: number;
	/** Asked because the others were unsure: what is like it leads. */
	readonly decides: boolean;
}

/**
 * Finds the candidates that can be compared: those with text that did not break off.
 *
 * One vote for each clone, however many answers it gave, and one for each answer that the cache handed out several times.
 */
export function findEntrants(candidates: readonly Candidate[]): readonly Entrant[] {
	const repeated = new Set(candidates.flatMap(({ cached, answerKey }) => (cached === undefined ? [] : (answerKey ?? []))));
	const sourceOf = ({ run, answerKey }: Candidate) =>
		answerKey !== undefined && repeated.has(answerKey) ? `answer ${answerKey}` : `clone ${run.clone}`;
	const found = candidates.flatMap((candidate, index) =>
		isBlank(candidate.text) || candidate.finishReason === 'cut' ? [] : [{ candidate, index, source: sourceOf(candidate) }],
	);
	const answers = new Map<string, number>();
	for (const { source } of found) answers.set(source, (answers.get(source) ?? 0) + 1);
	return found.map(({ candidate, index, source }) => ({
		index,
		text: candidate.text,
		source,
		weight: 1 / (answers.get(source) ?? 1),
		decides: candidate.larger === true,
	}));
}
