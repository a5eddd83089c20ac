import { normalise } from '../text/normalise';
import { plainDigits } from '../text/plainDigits';
import { functionWords } from './functionWords';

const LONGEST_STEM = 5;

/** All words and numbers of a text in small letters, in its order. */
export function wordsIn(text: string): readonly string[] {
	return (
		plainDigits(normalise(text, 'NFKC'))
			.toLowerCase()
			.match(/[\p{L}\p{N}]+/gu) ?? []
	);
}

/** What a word begins with, so that `tower` and `towers` are one; numbers stay whole. */
export function stemOf(word: string): string {
	return /\p{N}/u.test(word) ? word : word.slice(0, LONGEST_STEM);
}

/** The words that say what a text is about, by their beginnings; numbers are none of them. */
export function tellingWords(text: string): ReadonlySet<string> {
	return new Set(
		wordsIn(text)
			.filter((word) => word.length > 1 && !/\p{N}/u.test(word) && !functionWords.has(word))
			.map(stemOf),
	);
}
