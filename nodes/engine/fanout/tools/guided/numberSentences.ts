import { splitSentences } from '../../../text/splitSentences';
import { countWords } from '../../../text/unspacedScripts';

/** A text whose sentences are numbered, and the sentences by their numbers, from 1. */
export interface NumberedText {
	readonly text: string;
	readonly sentences: readonly string[];
}

/** A title or an address alone says nothing. */
const LEAST_WORDS = 4;
/** Characters of a line that may be cut. */
const LEAST_SNIPPET = 120;
const LEAST_WRAPPED = 40;
const LONGEST_JOINED = 1000;

/**
 * Numbers the sentences of a text, so that a model can say which one it means by a number: small models make up words where they should copy them.
 *
 * Lines of fewer than four words that say no number either, such as titles, are shown without one, and so are addresses and a sentence that breaks off at the end of a line that has others; but where nothing else stands, all are numbered.
 */
export function numberSentences(text: string): NumberedText {
	const numbered = numberWhere(text, isSentence);
	return numbered.sentences.length > 0 ? numbered : numberWhere(text, (words) => /\p{L}|\p{N}/u.test(words));
}

function numberWhere(text: string, isNumbered: (words: string) => boolean): NumberedText {
	const sentences: string[] = [];
	const number = (sentence: string) => `[${sentences.push(sentence)}] ${sentence}`;
	const lines = joinWrapped(text.split('\n')).flatMap((line) => {
		const parts = joinShort(splitSentences(line.trim()), line);
		const whole = parts.filter((part) => isNumbered(withoutKey(part)) && !breaksOff(part, line.trim()));
		return parts.map((part) => {
			const value = withoutKey(part);
			// A short value says nothing without its name.
			const words = countWords(value) >= LEAST_WORDS ? value : part.replace(/^- /, '');
			// A snippet that is nothing but pieces is all that a search engine tells of its page.
			return whole.includes(part) || (whole.length === 0 && isNumbered(value)) ? number(words) : part;
		});
	});
	return { text: lines.filter((line) => line !== '').join('\n'), sentences };
}

/** Puts together lines that were broken for their length, as in letters and papers: the next one goes on in small letters behind no end of a sentence. */
function joinWrapped(lines: readonly string[]): readonly string[] {
	const joined: string[] = [];
	let before = '';
	for (const line of lines) {
		const words = line.trim();
		const last = joined.at(-1) ?? '';
		const isOpen = /[,–—]$/.test(before) || (before.length >= LEAST_WRAPPED && /[\p{L}\p{N}]$/u.test(before));
		const goesOn = isOpen && /^\p{Ll}/u.test(words) && withoutKey(words) === words;
		if (goesOn && last.length + words.length < LONGEST_JOINED) joined[joined.length - 1] = `${last.trimEnd()} ${words}`;
		else joined.push(line);
		before = words;
	}
	return joined;
}

/** Outputs that were JSON have their keys before the text. */
export function withoutKey(line: string): string {
	return line.trim().replace(/^(?:- )?(?:[a-z]\w{0,30}: )?/i, '');
}

function isSentence(words: string): boolean {
	return (countWords(words) >= LEAST_WORDS || /\p{N}/u.test(words)) && !/^(?:[a-z]\w{0,30}: )?https?:\S+$/i.test(words);
}

/** Snippets of search engines are cut at a length, in the middle of a sentence, which then says something else. */
function breaksOff(part: string, line: string): boolean {
	if (/(?:…|\.\.\.)$/.test(part)) return true;
	return line.length >= LEAST_SNIPPET && part !== line && line.endsWith(part) && !/[\p{P}\p{S}]$/u.test(part);
}

/** Abbreviations end in a dot, too. */
function joinShort(parts: readonly string[], line: string): readonly string[] {
	const joined: string[] = [];
	for (const part of parts) {
		const before = joined.at(-1);
		const gap = line.includes(`${before}${part}`) ? '' : ' ';
		if (before !== undefined && countWords(part) < LEAST_WORDS) joined[joined.length - 1] = `${before}${gap}${part}`;
		else joined.push(part);
	}
	return joined;
}
