import { readTerms } from '../text/readTerms';

/** One of the best memories of a first look, with how well it did there. */
export interface Feedback {
	readonly text: string;
	readonly score: number;
}

/** A word to look for, and how much it counts; all of a question add up to one. */
export interface WeightedTerm {
	readonly term: string;
	readonly weight: number;
}

/** So many of the best memories lend their words to the question. */
export const feedbackMemories = 5;
const MOST_LENT = 10;
/** What the lent words count together; the rest is the question's own. */
const LENT = 0.3;
/** The beginning of a long text says what it is about. */
const LONGEST_READ = 10_000;

/** The words that the best memories say most, each with its share of what they say together; the question's own words among them. */
export function candidatesOf(feedback: readonly Feedback[]): WeightedTerm[] {
	const total = feedback.reduce((sum, { score }) => sum + score, 0) || 1;
	const shares = new Map<string, number>();
	for (const { text, score } of feedback) {
		const terms = readTerms(text.slice(0, LONGEST_READ));
		for (const term of terms) shares.set(term, (shares.get(term) ?? 0) + score / total / terms.length);
	}
	return [...shares]
		.map(([term, weight]) => ({ term, weight }))
		.sort((left, right) => right.weight - left.weight || (left.term < right.term ? -1 : 1))
		.slice(0, MOST_LENT);
}

/**
 * The question's words and those that the best memories lend to it, with their weights: the rarer, the more (RM3: Lavrenko and Croft 2001, Abdul-Jaleel et al. 2004).
 *
 * `rarityOf` is the inverse document frequency of a candidate in the namespace.
 */
export function expandQuery(
	words: readonly string[],
	candidates: readonly WeightedTerm[],
	rarityOf: (term: string) => number,
): WeightedTerm[] {
	const telling = candidates.map(({ term, weight }) => ({ term, weight: weight * rarityOf(term) }));
	const total = telling.reduce((sum, { weight }) => sum + weight, 0);
	const lent = total === 0 ? 0 : LENT;
	const weights = new Map(words.map((word) => [word, (1 - lent) / words.length]));
	for (const { term, weight } of telling) if (total > 0) weights.set(term, (weights.get(term) ?? 0) + (lent * weight) / total);
	return [...weights].map(([term, weight]) => ({ term, weight }));
}
