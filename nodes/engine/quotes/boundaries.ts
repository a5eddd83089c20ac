import type { PlainText } from './plainText';

const wordCharacter = /[\p{L}\p{M}\p{N}]/u;
const digit = /\p{Nd}/u;
/** Scripts that write without spaces between words: a quote may begin and end anywhere. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
/** Spaces that hold the groups of one number together. */
const numberSpace = /[\u00a0\u2007\u2009\u202f]/;

/** Whether the piece from `start` to `end` is made of whole words and whole numbers: `5 million` is none of `1.5 million`, `can` none of `can't`. */
export function hasWholeWords(plain: PlainText, original: string, start: number, end: number): boolean {
	return !cutsBefore(plain, original, start) && !cutsAfter(plain, original, end);
}

function cutsBefore({ text, origins }: PlainText, original: string, start: number): boolean {
	const [first, before, beforeThat] = [text.charAt(start), text.charAt(start - 1), text.charAt(start - 2)];
	if (start === 0 || unspaced.test(first)) return false;
	if (wordCharacter.test(first) && wordCharacter.test(before)) return true;
	if (!digit.test(first)) return false;
	if (/[.,']/.test(before)) return digit.test(beforeThat);
	if (before === '-') return !wordCharacter.test(beforeThat);
	return numberSpace.test(original.charAt(origins[start - 1] ?? 0)) && digit.test(beforeThat) && isGroup(text.slice(start, start + 4));
}

function cutsAfter({ text, origins }: PlainText, original: string, end: number): boolean {
	const [last, after, afterThat] = [text.charAt(end - 1), text.charAt(end), text.charAt(end + 1)];
	if (end >= text.length || unspaced.test(last)) return false;
	if (wordCharacter.test(last) && wordCharacter.test(after)) return true;
	if (after === "'" && /^'t(?![\p{L}\p{N}])/iu.test(text.slice(end, end + 3))) return true;
	if (!digit.test(last)) return false;
	if (/[.,']/.test(after)) return digit.test(afterThat);
	return numberSpace.test(original.charAt(origins[end] ?? 0)) && isGroup(text.slice(end + 1, end + 5));
}

function isGroup(text: string): boolean {
	return /^\p{Nd}{3}(?!\p{Nd})/u.test(text);
}
