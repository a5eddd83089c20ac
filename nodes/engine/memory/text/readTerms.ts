import { stemmer } from 'stemmer';
import { normalise } from '../../text/normalise';
import { stopWords } from './stopWords';

/** Words of scripts that put no space between them: cut into pairs of characters. */
const unspaced = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
const anyWord = /[\p{L}\p{N}]/u;
const signPattern = /\p{S}/gu;
const wordPattern = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu;
const anyLatin = /\p{Script=Latin}/u;
const latinMarks = /(\p{Script=Latin})\p{M}+/gu;
const unspacedStretches =
	/([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}\p{M}]+)/u;

/** Longer rows of letters are no words; their beginning is enough to find them by. */
const LONGEST_TERM = 64;

/**
 * Reads the terms of a text, in its order and with repeats: what is kept in the index and what a query is made of.
 *
 * Any alphabet: compatible forms made one (NFKC), lower case, accents off Latin letters, ß as ss, English words stemmed (Porter 1980), stop words out. Scripts without spaces
 * give pairs of characters. A text without any letter or digit gives its signs, such as emoji. A text of stop words only has no terms, and nothing finds it.
 */
export function readTerms(text: string): string[] {
	const plain = toPlain(text);
	return anyWord.test(plain) ? readWords(plain.replaceAll('ß', 'ss')) : readSigns(plain);
}

/** The terms as they were read before ß was ss and signs were found: an index of then holds these. */
export function readFormerTerms(text: string): string[] {
	return readWords(toPlain(text));
}

function toPlain(text: string): string {
	const lower = normalise(text.toWellFormed(), 'NFKC').toLowerCase();
	return anyLatin.test(lower) ? normalise(lower, 'NFD').replace(latinMarks, '$1').normalize('NFC') : normalise(lower, 'NFC');
}

/** By their numbers, as an index takes letters and digits only. */
function readSigns(plain: string): string[] {
	return [...plain.matchAll(signPattern)].map(([sign]) => `sign${sign.codePointAt(0)!.toString(16)}`);
}

function readWords(plain: string): string[] {
	const terms: string[] = [];
	const isSpaced = !unspaced.test(plain);
	for (const [word] of plain.matchAll(wordPattern)) {
		if (isSpaced || !unspaced.test(word)) addWord(word, terms);
		else
			for (const part of word.split(unspacedStretches))
				if (unspaced.test(part)) addPairs(part, terms);
				else if (part !== '') addWord(part, terms);
	}
	return terms;
}

function addWord(word: string, terms: string[]): void {
	if (stopWords.has(word)) return;
	const stem = /^[a-z]+$/.test(word) && word.length <= LONGEST_TERM ? stemmer(word) : word;
	terms.push(stem.length > LONGEST_TERM ? [...stem].slice(0, LONGEST_TERM).join('') : stem);
}

function addPairs(stretch: string, terms: string[]): void {
	const characters = [...stretch];
	if (characters.length === 1) terms.push(stretch);
	for (let index = 0; index + 1 < characters.length; index++) terms.push(`${characters[index]}${characters[index + 1]}`);
}
