/** Marks that end a part of a sentence; where something follows at once, as in 3:4, a.b or 1,800, they are part of a word. */
const ENDING = /[,;:.!?…]+/g;
/** Quotation marks that are nothing else, and the marks of scripts that put no space behind them. */
const ANYWHERE = /[“”„‟«»「」『』、。，；：！？]/g;
/** A dash between spaces. */
const DASH = /\s[-–—](?=\s)/g;

/**
 * Drops the punctuation of sentences, so that `Yes, it is: red` and `yes it is red` are one text.
 *
 * JSON and code are no sentences and stay as they are. So does what may carry a meaning: signs of numbers and formulas, brackets, apostrophes, hyphens, slashes, and every mark inside of a word.
 */
export function withoutPunctuation(text: string): string {
	if (/^\s*(?:[[{]|```)/.test(text)) return text;
	const plain = text.replace(ANYWHERE, ' ').replace(DASH, (dash, at: number) => (isBetweenWords(text, at, dash.length) ? ' ' : dash));
	return plain.replace(ENDING, (marks, at: number) => (/\S/.test(plain.charAt(at + marks.length)) ? marks : ''));
}

/** Between numbers it may be a minus. */
function isBetweenWords(text: string, at: number, length: number): boolean {
	return /\p{L}/u.test(text.charAt(at - 1)) && /\p{L}/u.test(text.charAt(at + length + 1));
}
