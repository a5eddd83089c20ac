import { hasWholeWords } from './boundaries';
import { denies } from './denies';
import { normalise } from '../text/normalise';
import { trimEndOf } from '../text/trimEndOf';
import { toPlainText, type PlainText } from './plainText';
import { maskNumbers, QuotableText, toLatinLookAlikes } from './quotableText';

/** `words` is the passage as the text has it, gaps included. */
export type QuoteVerdict =
	| { readonly kind: 'found'; readonly words: string }
	| { readonly kind: 'missing'; readonly reason: 'empty' | 'notThere' | 'cutWord' | 'otherNumber' | 'lookAlike' | 'hidesNegation' };

/** An ellipsis may leave out this much. */
const LONGEST_GAP = 600;
const MOST_PIECES = 6;
/** Nobody quotes more at once. */
const MOST_CHARACTERS = 5000;
/** Places that are looked at for one quote: one that needs more is made of what stands everywhere. */
const MOST_PLACES = 20_000;
/** What looking through a gap costs, in places. */
const GAP_COST = 10;
/** In a longer text it is not told why a quote is missing. */
const LONGEST_EXPLAINED = 200_000;
/**
 * Says whether a quote stands in a text word for word.
 *
 * Whole words and numbers only. Free are: line breaks and other spaces, words broken by a hyphen at the end of a line, kinds of quotation marks and dashes, ligatures, what encloses or ends the quote, the case of
 * its first letter, and an ellipsis for at most 600 characters, so long as what it leaves out of a sentence denies nothing. Never free are: other words, other order, other numbers, letters of another alphabet
 * that look alike.
 */
export function findQuote(quote: string, text: string | QuotableText): QuoteVerdict {
	if (quote.length > MOST_CHARACTERS) return { kind: 'missing', reason: 'notThere' };
	const quotable = typeof text === 'string' ? new QuotableText(text) : text;
	const normal = normalise(quote, 'NFC');
	const pieces = cutAtEllipses(toPlainText(normal, false).text);
	if (pieces.every(isTooShort) || pieces.length > MOST_PIECES) return { kind: 'missing', reason: 'empty' };
	const joinedPieces = cutAtEllipses(toPlainText(normal, true).text);
	const readings = pieces.join('…') === joinedPieces.join('…') ? [pieces] : [pieces, joinedPieces];
	let hidesNegation = false;
	for (const plain of new Set([quotable.plain(false), quotable.plain(true)])) {
		for (const each of readings) {
			const span = new PieceSearch(plain, quotable.original).find(each, 0, undefined);
			if (span === 'hidesNegation') hidesNegation = true;
			else if (span !== undefined)
				return { kind: 'found', words: quotable.original.slice(plain.origins[span.start], (plain.origins[span.end - 1] ?? 0) + 1) };
		}
	}
	return { kind: 'missing', reason: hidesNegation ? 'hidesNegation' : whyMissing(pieces, quotable) };
}

function cutAtEllipses(plain: string): readonly string[] {
	return plain
		.split(/\s*[[(]?\.{3,}[\])]?\s*/)
		.map((piece) => trimEndOf(piece.replace(/^[\s']+/, ''), /[\s'.,;:!?]/))
		.filter((piece) => piece !== '');
}

/** A letter or two stand in every text. */
function isTooShort(piece: string): boolean {
	return (
		!/\p{N}/u.test(piece) &&
		(piece.match(/\p{L}/gu) ?? []).length < 4 &&
		!/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2}/u.test(piece)
	);
}

interface Span {
	readonly start: number;
	readonly end: number;
}

/** Looks for the pieces of one quote, each after the one before. */
class PieceSearch {
	private places = 0;

	constructor(
		private readonly plain: PlainText,
		private readonly original: string,
	) {}

	/** The first place that suits all of them. */
	find(pieces: readonly string[], from: number, begin: number | undefined): Span | 'hidesNegation' | undefined {
		const [piece, ...others] = pieces;
		if (piece === undefined) return undefined;
		let hidesNegation = false;
		const { text } = this.plain;
		for (const start of this.placesOf(piece, from, begin === undefined ? text.length : from + LONGEST_GAP + piece.length)) {
			const end = start + piece.length;
			if (begin !== undefined) this.places += GAP_COST;
			if (begin !== undefined && deniesSomething(text.slice(from, start))) {
				hidesNegation = true;
				continue;
			}
			const span = { start: begin ?? start, end };
			const found = others.length === 0 ? span : this.find(others, end, span.start);
			if (found === 'hidesNegation') hidesNegation = true;
			else if (found !== undefined) return found;
		}
		return hidesNegation ? 'hidesNegation' : undefined;
	}

	private *placesOf(piece: string, from: number, last: number): Generator<number> {
		const text = this.plain.text.slice(0, last);
		const otherCase = swapCase(piece.charAt(0)) + piece.slice(1);
		let same = text.indexOf(piece, from);
		let other = otherCase === piece ? -1 : text.indexOf(otherCase, from);
		while (same !== -1 || other !== -1) {
			if (++this.places > MOST_PLACES) return;
			const start = same === -1 || (other !== -1 && other < same) ? other : same;
			if (hasWholeWords(this.plain, this.original, start, start + piece.length)) yield start;
			if (start === same) same = text.indexOf(piece, start + 1);
			else other = text.indexOf(otherCase, start + 1);
		}
	}
}

/** Only what is left out of the sentences that are quoted counts, not sentences left out whole. */
function deniesSomething(gap: string): boolean {
	const parts = gap.split(/(?<=[.!?])\s/);
	const quotedPart = parts.length === 1 ? parts : [parts[0], parts.at(-1)];
	return quotedPart.some((part) => denies(part ?? ''));
}

function swapCase(letter: string): string {
	const lower = letter.toLowerCase();
	const swapped = letter === lower ? letter.toUpperCase() : lower;
	return swapped.length === letter.length ? swapped : letter;
}

function whyMissing(pieces: readonly string[], quotable: QuotableText): 'notThere' | 'cutWord' | 'otherNumber' | 'lookAlike' {
	const { text } = quotable.plain(false);
	if (pieces.every((piece) => text.includes(piece))) return pieces.length === 1 ? 'cutWord' : 'notThere';
	if (text.length > LONGEST_EXPLAINED) return 'notThere';
	const masked = quotable.withMaskedNumbers();
	if (pieces.every((piece) => masked.includes(maskNumbers(piece)))) return 'otherNumber';
	const latin = quotable.withLatinLookAlikes();
	return pieces.every((piece) => latin.includes(toLatinLookAlikes(piece))) ? 'lookAlike' : 'notThere';
}
