import { readTerms } from '../text/readTerms';

/** Share of their terms that two texts must have in common (Jaccard). */
const NEAR = 0.75;
/** Longer texts are not compared: their links would cost more than they tell. */
const MOST_TERMS = 400;
const MOST_TELLING = 8;

/** Of a crowd, so many that share most of the telling terms are compared. */
export const mostCompared = 16;

/**
 * The terms by which texts that say nearly the same are looked for: its eight longest, as these are the rarest. A candidate shares at least half of them; a pair that differs in just these may
 * be missed. Nothing for a text that is not compared.
 */
export function telling(terms: readonly string[]): string[] {
	const own = new Set(terms);
	if (own.size > MOST_TERMS) return [];
	return [...own].sort((left, right) => right.length - left.length || (left < right ? -1 : 1)).slice(0, MOST_TELLING);
}

/** Whether a text with these terms and another one say nearly the same. */
export function compareTexts(terms: readonly string[], other: string): boolean {
	const own = new Set(terms);
	const others = new Set(readTerms(other));
	const shared = [...own].filter((term) => others.has(term)).length;
	return shared / (own.size + others.size - shared) >= NEAR;
}
