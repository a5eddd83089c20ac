/** Letters of scripts that put no space between words, as a set for regular expressions with the flag `v`: Chinese and Japanese, and others. */
export const denseLetters = String.raw`[\p{L}&&[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}]]`;
export const unspacedLetters = String.raw`[${denseLetters}[\p{L}&&[\p{scx=Thai}\p{scx=Lao}\p{scx=Khmer}\p{scx=Myanmar}]]]`;

/** Letters of a word, on average. */
const DENSE_WORD = 2;
const OTHER_WORD = 4;

const stretches = new RegExp(String.raw`(?:${unspacedLetters}\p{M}*)+|(?:[[\p{L}\p{N}]--${unspacedLetters}]\p{M}*)+`, 'gv');
const isUnspaced = new RegExp(`^${unspacedLetters}`, 'v');
const isDense = new RegExp(`^${denseLetters}`, 'v');

/** A row of letters and digits in one kind of script. */
export interface Stretch {
	readonly text: string;
	/** It is of a script without spaces, so that it may be many words. */
	readonly isUnspaced: boolean;
}

/** The words of a text in its order; those of scripts without spaces come in one stretch, up to the next mark, space or number. */
export function stretchesIn(text: string): readonly Stretch[] {
	return (text.match(stretches) ?? []).map((each) => ({ text: each, isUnspaced: isUnspaced.test(each) }));
}

/** How many words a text has; of scripts without spaces about how many. */
export function countWords(text: string): number {
	const lengthOf = (stretch: Stretch) =>
		stretch.isUnspaced ? Math.ceil([...stretch.text].length / (isDense.test(stretch.text) ? DENSE_WORD : OTHER_WORD)) : 1;
	return stretchesIn(text).reduce((sum, stretch) => sum + lengthOf(stretch), 0);
}
