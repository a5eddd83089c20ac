import { headOfRecord, isTitleOfMore, parentOf } from '../../../quotes/recordHeading';
import { readRecordLines, type RecordLine } from '../../../text/recordLines';
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
	const lines = text.split('\n');
	const records = readRecordLines(lines);
	const parts = joinWrapped(lines, records).flatMap(({ line, at }) => {
		const whole = recordWords(records, at);
		return (whole === undefined ? numberLine(line.trim(), isNumbered) : [{ part: whole, sentence: whole }]).map((each) => ({
			...each,
			at,
		}));
	});
	const sentences: string[] = [];
	const isTwice = repeatedIn(
		parts.flatMap(({ sentence, at }) => (sentence === undefined || records[at]?.kind !== 'field' ? [] : [sentence])),
	);
	const shown = parts.map(({ part, sentence, at }) => {
		if (sentence === undefined) return part;
		const names = namesOf(records, at, isTwice(sentence)).map((line) => withoutDash(lines[line] ?? ''));
		const named = [...names, sentence].join(' … ');
		return `[${sentences.push(named)}] ${named}`;
	});
	return { text: shown.filter((line) => line !== '').join('\n'), sentences };
}

function repeatedIn(sentences: readonly string[]): (sentence: string) => boolean {
	const [known, twice] = [new Set<string>(), new Set<string>()];
	for (const sentence of sentences) (known.has(sentence) ? twice : known).add(sentence);
	return (sentence) => twice.has(sentence);
}

/** The lines without which words are of no record: what two records say in the same words is of each only together with its title, and an item of a list with the name of the list. */
function namesOf(records: readonly RecordLine[], at: number, isTwice: boolean): readonly number[] {
	const kind = records[at]?.kind;
	const list = kind === 'item' ? parentOf(records, at) : undefined;
	const head = list !== undefined || (isTwice && kind === 'field') ? headOfRecord(records, list ?? at) : undefined;
	return [head, list].filter((line) => line !== undefined).filter((line) => line < at);
}

/** A part of a line, and how it is quoted where it has a number. */
interface Part {
	readonly part: string;
	readonly sentence?: string;
}

/** A row of a table, an item of a list and a field with a short value have a number as a whole, but the title of a record has none. */
function recordWords(records: readonly RecordLine[], at: number): string | undefined {
	const record = records[at];
	if (record === undefined || record.kind === 'text' || record.kind === 'key' || record.kind === 'blank') return undefined;
	if (record.kind !== 'field') return /[\p{L}\p{N}]/u.test(record.value) ? record.value : undefined;
	const isShort = countWords(record.value) < LEAST_WORDS;
	return isShort && !/^https?:\S+$/i.test(record.value) && !isTitleOfMore(records, at) ? `${record.key}: ${record.value}` : undefined;
}

function numberLine(line: string, isNumbered: (words: string) => boolean): readonly Part[] {
	const parts = joinShort(splitSentences(line), line);
	const whole = parts.filter((part) => isNumbered(withoutKey(part)) && !breaksOff(part, line));
	return parts.map((part) => {
		const value = withoutKey(part);
		// A snippet that is nothing but pieces is all that a search engine tells of its page.
		const isTold = whole.includes(part) || (whole.length === 0 && isNumbered(value));
		// A short value says nothing without its name.
		return isTold ? { part, sentence: countWords(value) >= LEAST_WORDS ? value : withoutDash(part) } : { part };
	});
}

function withoutDash(line: string): string {
	return line.trim().replace(/^- /, '');
}

/** Puts together lines that were broken for their length, as in letters and papers: the next one goes on in small letters behind no end of a sentence. */
function joinWrapped(
	lines: readonly string[],
	records: readonly RecordLine[],
): ReadonlyArray<{ readonly line: string; readonly at: number }> {
	const joined: { line: string; readonly at: number }[] = [];
	let before = '';
	for (const [at, line] of lines.entries()) {
		const words = line.trim();
		const last = joined.at(-1);
		const isOpen = /[,–—]$/.test(before) || (before.length >= LEAST_WRAPPED && /[\p{L}\p{N}]$/u.test(before));
		const isText = records[at]?.kind === 'text' && records[at - 1]?.kind !== 'row';
		const goesOn = isOpen && isText && /^\p{Ll}/u.test(words) && withoutKey(words) === words;
		if (last !== undefined && goesOn && last.line.length + words.length < LONGEST_JOINED) last.line = `${last.line.trimEnd()} ${words}`;
		else joined.push({ line, at });
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
