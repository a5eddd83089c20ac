import { normalise } from '../text/normalise';
import { splitSentences } from '../text/splitSentences';
import { deniesWhole, reserves } from './denies';
import { functionWords } from './functionWords';
import { QuotableText } from './quotableText';
import { wordsIn } from './tellingWords';

/** Of a sentence before and behind the words. */
const MOST_AROUND = 600;
const MOST_PLACES = 20;

/**
 * Words of a text, as they stand there, with the whole sentence where what they leave out of it denies them or leaves them open: `Bruno is a lake` becomes `It is not true that Bruno is a lake.`
 *
 * Where they stand several times, one place without that is enough.
 */
export function withItsDenial(words: string, text: QuotableText): string {
	const { original } = text;
	const said = normalise(words, 'NFC').trim();
	let whole: string | undefined;
	for (let at = original.indexOf(said), places = 0; at !== -1 && places < MOST_PLACES; at = original.indexOf(said, at + 1), places++) {
		const { before, behind } = restOfSentence(original, at, at + said.length);
		if (!deniesWhole(before) && !deniesWhole(behind) && !reserves(before) && !reserves(behind)) return said;
		whole ??= original.slice(at - before.length, at + said.length + behind.length).trim();
	}
	return whole ?? said;
}

function restOfSentence(text: string, start: number, end: number): { readonly before: string; readonly behind: string } {
	const from = beginOfLines(text, start);
	const to = endOfLines(text, end);
	const lines = text.slice(from, to).replaceAll('\n', ' ');
	const [own, ownEnd] = [start - from, end - from];
	let [first, last, at] = [0, lines.length, 0];
	for (const sentence of splitSentences(lines)) {
		const begin = lines.indexOf(sentence, at);
		at = begin + sentence.length;
		if (begin <= own) first = begin;
		if (at >= ownEnd) {
			last = at;
			break;
		}
	}
	return { before: lines.slice(Math.min(first, own), own), behind: lines.slice(ownEnd, Math.max(last, ownEnd)) };
}

function beginOfLines(text: string, start: number): number {
	const least = Math.max(0, start - MOST_AROUND);
	const lines = text.slice(least, start).split('\n');
	let from = start - (lines.at(-1)?.length ?? 0);
	for (let line = lines.length - 2; line >= 0 && goesOn(lines[line] ?? '', text.charAt(from)); line--)
		from -= (lines[line] ?? '').length + 1;
	return from > least || least === 0 ? from : wordBehind(text, least, start);
}

function endOfLines(text: string, end: number): number {
	const most = Math.min(text.length, end + MOST_AROUND);
	const lines = text.slice(end, most).split('\n');
	// The words that are quoted belong to their line.
	const last = text.slice(Math.max(0, end - MOST_AROUND), end) + (lines[0] ?? '');
	let to = end + (lines[0] ?? '').length;
	for (let line = 1; line < lines.length && goesOn(line === 1 ? last : (lines[line - 1] ?? ''), text.charAt(to + 1)); line++)
		to += 1 + (lines[line] ?? '').length;
	return to < most || most === text.length ? to : Math.max(end, text.lastIndexOf(' ', most));
}

/** A sentence that is cut begins with a whole word. */
function wordBehind(text: string, at: number, most: number): number {
	const space = text.slice(at, most).indexOf(' ');
	return space === -1 ? most : at + space + 1;
}

/** Whether a sentence goes on in the next line: behind a comma or a word that ends none, or in small letters. */
function goesOn(before: string, next: string): boolean {
	const line = before.trimEnd();
	if (line === '' || !/[\p{L}\p{N}“"'‘(]/u.test(next)) return false;
	if (/[,–—]$/.test(line)) return true;
	return /[\p{L}\p{N}]$/u.test(line) && (/\p{Ll}/u.test(next) || functionWords.has(wordsIn(line.slice(-30)).at(-1) ?? ''));
}
