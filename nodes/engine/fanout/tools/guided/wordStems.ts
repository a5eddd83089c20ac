import { stretchesIn } from '../../../text/unspacedScripts';

const LONGEST_STEM = 5;

/** The words of a text that tell what it is about, in small letters and by their beginnings, so that `tower` and `towers` are one; of scripts without spaces, each two letters that follow each other. */
export function wordStems(text: string): ReadonlySet<string> {
	return new Set(stretchesIn(text.toLowerCase()).flatMap(({ text: word, isUnspaced }) => (isUnspaced ? pairsOf(word) : stemsOf(word))));
}

function stemsOf(word: string): readonly string[] {
	if (/\p{N}/u.test(word)) return [word];
	return word.length > 2 ? [word.slice(0, LONGEST_STEM)] : [];
}

function pairsOf(stretch: string): readonly string[] {
	const letters = [...stretch];
	return letters.length === 1 ? letters : letters.slice(1).map((letter, index) => `${letters[index]}${letter}`);
}
