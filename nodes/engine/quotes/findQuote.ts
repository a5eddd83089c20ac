import { hasWholeWords } from './boundaries';
import { toPlainText, type PlainText } from './plainText';

/** `words` is the passage as the text has it, gaps included. */
export type QuoteVerdict =
	| { readonly kind: 'found'; readonly words: string }
	| { readonly kind: 'missing'; readonly reason: 'empty' | 'notThere' | 'cutWord' | 'otherNumber' | 'lookAlike' | 'hidesNegation' };

/** An ellipsis may leave out this much. */
const LONGEST_GAP = 600;
const MOST_PIECES = 6;
const negation =
	/(?<![\p{L}\p{N}])(?:not|no|never|nor|none|neither|without|hardly|cannot|\p{L}+n't|nicht|kein\p{L}*|nie|niemals|ohne|ne|pas|jamais|sans|nunca|sin|non|mai|senza)(?![\p{L}\p{N}])/iu;

/**
 * Says whether a quote stands in a text word for word.
 *
 * Whole words and numbers only. Free are: line breaks and other spaces, words broken by a hyphen at the end of a line, kinds of quotation marks and dashes, ligatures, what encloses or ends the quote, the case of
 * its first letter, and an ellipsis for at most 600 characters, so long as what it leaves out of a sentence denies nothing. Never free are: other words, other order, other numbers, letters of another alphabet
 * that look alike.
 */
export function findQuote(quote: string, text: string): QuoteVerdict {
	const original = text.normalize('NFC');
	const pieces = [false, true].map((joins) => cutAtEllipses(toPlainText(quote.normalize('NFC'), joins).text));
	if (pieces[0]?.every(isTooShort) !== false || (pieces[0]?.length ?? 0) > MOST_PIECES) return { kind: 'missing', reason: 'empty' };
	let hidesNegation = false;
	for (const joins of [false, true]) {
		const plain = toPlainText(original, joins);
		for (const each of pieces) {
			const span = findPieces(each, plain, original, 0, undefined);
			if (span === 'hidesNegation') hidesNegation = true;
			else if (span !== undefined)
				return { kind: 'found', words: original.slice(plain.origins[span.start], (plain.origins[span.end - 1] ?? 0) + 1) };
		}
	}
	return { kind: 'missing', reason: hidesNegation ? 'hidesNegation' : whyMissing(pieces[0] ?? [], toPlainText(original, false).text) };
}

function cutAtEllipses(plain: string): readonly string[] {
	return plain
		.split(/\s*[[(]?\.{3,}[\])]?\s*/)
		.map((piece) => piece.replace(/^[\s']+/, '').replace(/[\s'.,;:!?]+$/, ''))
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

/** Every piece after the one before, the first place that suits all of them. */
function findPieces(
	pieces: readonly string[],
	plain: PlainText,
	original: string,
	from: number,
	begin: number | undefined,
): Span | 'hidesNegation' | undefined {
	const [piece, ...others] = pieces;
	if (piece === undefined) return undefined;
	let hidesNegation = false;
	const last = begin === undefined ? plain.text.length : Math.min(plain.text.length, from + LONGEST_GAP + piece.length);
	for (const start of placesOf(piece, plain, original, from, last)) {
		const end = start + piece.length;
		if (begin !== undefined && deniesSomething(plain.text.slice(from, start))) {
			hidesNegation = true;
			continue;
		}
		const span = { start: begin ?? start, end };
		const found = others.length === 0 ? span : findPieces(others, plain, original, end, span.start);
		if (found === 'hidesNegation') hidesNegation = true;
		else if (found !== undefined) return found;
	}
	return hidesNegation ? 'hidesNegation' : undefined;
}

function* placesOf(piece: string, plain: PlainText, original: string, from: number, last: number): Generator<number> {
	const otherCase = swapCase(piece.charAt(0)) + piece.slice(1);
	const next = (at: number) => {
		const places = [plain.text.indexOf(piece, at), plain.text.indexOf(otherCase, at)].filter((place) => place !== -1);
		return places.length === 0 ? -1 : Math.min(...places);
	};
	for (let start = next(from); start !== -1 && start + piece.length <= last; start = next(start + 1)) {
		if (hasWholeWords(plain, original, start, start + piece.length)) yield start;
	}
}

/** Only what is left out of the sentences that are quoted counts, not sentences left out whole. */
function deniesSomething(gap: string): boolean {
	const parts = gap.split(/(?<=[.!?])\s/);
	const quotedPart = parts.length === 1 ? parts : [parts[0], parts.at(-1)];
	return quotedPart.some((part) => negation.test(part ?? ''));
}

function swapCase(letter: string): string {
	const lower = letter.toLowerCase();
	const swapped = letter === lower ? letter.toUpperCase() : lower;
	return swapped.length === letter.length ? swapped : letter;
}

function whyMissing(pieces: readonly string[], text: string): 'notThere' | 'cutWord' | 'otherNumber' | 'lookAlike' {
	if (pieces.every((piece) => text.includes(piece))) return pieces.length === 1 ? 'cutWord' : 'notThere';
	const stands = (change: (words: string) => string) => {
		const changed = change(text);
		return pieces.every((piece) => changed.includes(change(piece)));
	};
	if (stands((words) => words.replace(/\p{Nd}[\p{Nd}.,]*/gu, '#'))) return 'otherNumber';
	if (stands(toLatinLookAlikes)) return 'lookAlike';
	return 'notThere';
}

const lookAlikes: Readonly<Record<string, string>> = {
	а: 'a',
	в: 'b',
	е: 'e',
	і: 'i',
	ј: 'j',
	к: 'k',
	м: 'm',
	н: 'h',
	о: 'o',
	р: 'p',
	с: 'c',
	ѕ: 's',
	т: 't',
	у: 'y',
	х: 'x',
	ԁ: 'd',
	һ: 'h',
	ӏ: 'l',
	α: 'a',
	β: 'b',
	ε: 'e',
	ι: 'i',
	κ: 'k',
	ν: 'v',
	ο: 'o',
	ρ: 'p',
	τ: 't',
	υ: 'u',
	χ: 'x',
	ı: 'i',
	ɡ: 'g',
	ո: 'n',
	օ: 'o',
	'0': 'o',
	'1': 'l',
	'|': 'l',
};

function toLatinLookAlikes(text: string): string {
	return text
		.toLowerCase()
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.replace(/./gsu, (character) => lookAlikes[character] ?? character);
}
