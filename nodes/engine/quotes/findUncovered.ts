import { tellingWords } from './tellingWords';

/**
 * The first of the others that has a word of the question which none of the said has, and shares one with them, so that it is about the same thing; undefined where none does.
 *
 * By words alone: a word of the question that is said in other words counts as missing. A question without telling words, or of which nothing is said, misses nothing.
 *
 * After maximal marginal relevance (Carbonell and Goldstein, 1998).
 */
export function findUncovered(question: string, said: readonly string[], others: readonly string[]): string | undefined {
	const asked = [...tellingWords(question)];
	const covered = tellingWords(said.join('\n'));
	const open = asked.filter((word) => !covered.has(word));
	const shared = asked.filter((word) => covered.has(word));
	return others.find((other) => {
		const words = tellingWords(other);
		return open.some((word) => words.has(word)) && shared.some((word) => words.has(word));
	});
}
