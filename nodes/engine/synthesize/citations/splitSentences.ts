import { endsNoSentence } from '../../text/endsNoSentence';
import { readCitations, type CitationGroup } from './readCitations';

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
/** Longer sentences are cut: what is checked in one of them grows with the square of its length. */
const LONGEST_SENTENCE = 4000;
/** For what a dot may be besides the end of a sentence. */
const LOOKED_BACK = 200;
const mask = '\ue000';
/** Thai and Lao have no mark for the end of a sentence: where a citation and a space stand, a new one begins, unless a word that joins two follows. */
const unmarkedEnd =
	/(?<=\ue000[\s\u00a0]{1,4})(?=[\p{Script=Thai}\p{Script=Lao}])(?!และ|ซึ่ง|โดย|แต่|หรือ|ที่|จาก|เพราะ|เพื่อ|ແລະ|ເຊິ່ງ|ໂດຍ|ແຕ່|ຫຼື|ທີ່|ຈາກ|ເພາະ|ເພື່ອ)/u;
const openingBehindEnd = /(?<=[。！？｡][」』”’）〉》]{0,4})[「『（〈《“‘]{1,4}$/u;
/** Nothing else ends a sentence, so that most lines need not be looked at more closely. */
const ending = /[\p{Sentence_Terminal}\r\n\u0085\u2028\u2029\p{Script=Thai}\p{Script=Lao}]/u;

/**
 * Cuts one paragraph into its sentences, which join to the same text.
 *
 * Citations count to the sentence that they follow, also behind its full stop, and nothing inside of them ends one; the dot of an abbreviation, an initial or an ordinal ends none. Sentences of more than 4000 characters are cut.
 */
export function splitSentences(paragraph: string): readonly string[] {
	if (paragraph === '') return [];
	if (paragraph.length <= LONGEST_SENTENCE && (paragraph.trim() === '' || !ending.test(paragraph))) return [paragraph];
	const masked = maskCitations(paragraph, readCitations(paragraph));
	const sentences: string[] = [];
	for (let from = 0; from < masked.length;) {
		const to = endOfPiece(masked, from);
		sentences.push(...splitPiece(paragraph.slice(from, to), masked.slice(from, to)));
		from = to;
	}
	return sentences;
}

function maskCitations(paragraph: string, groups: readonly CitationGroup[]): string {
	const parts: string[] = [];
	let at = 0;
	for (const { start, end } of groups) {
		parts.push(paragraph.slice(at, start), mask.repeat(end - start));
		at = end;
	}
	return [...parts, paragraph.slice(at)].join('');
}

/** Most often the whole paragraph; else as much of it as ends with a space outside of citations, where there is one. */
function endOfPiece(masked: string, from: number): number {
	if (masked.length - from <= LONGEST_SENTENCE) return masked.length;
	const space = masked.lastIndexOf(' ', from + LONGEST_SENTENCE);
	let end = space > from ? space + 1 : from + LONGEST_SENTENCE;
	while (end < masked.length && (masked.charAt(end) === mask || /[\udc00-\udfff]/.test(masked.charAt(end)))) end++;
	return end;
}

function segmentsOf(masked: string): readonly string[] {
	const segments: string[] = [];
	let opening = '';
	for (const { segment } of segmenter.segment(masked)) {
		const whole = opening + segment;
		// Without a space before it, the segmenter takes a mark that opens for one that closes.
		opening = openingBehindEnd.exec(whole)?.[0] ?? '';
		segments.push(...whole.slice(0, whole.length - opening.length).split(unmarkedEnd));
	}
	return opening === '' ? segments : [...segments, opening];
}

function splitPiece(paragraph: string, masked: string): readonly string[] {
	const sentences: string[] = [];
	let at = 0;
	/** Behind the last character before `at` that is no space. */
	let lastEnd = 0;
	for (const segment of segmentsOf(masked)) {
		const words = paragraph.slice(at, at + segment.length);
		const leading = /^[\s\ue000]*/.exec(segment)?.[0] ?? '';
		const before = sentences.at(-1);
		if (before !== undefined && leading.includes(mask)) {
			sentences[sentences.length - 1] = before + words.slice(0, leading.length);
			if (words.length > leading.length) sentences.push(words.slice(leading.length));
		} else if (before !== undefined && endsNoSentence(masked.slice(Math.max(0, lastEnd - LOOKED_BACK), lastEnd), segment))
			sentences[sentences.length - 1] = before + words;
		else sentences.push(words);
		const visible = segment.trimEnd().length;
		if (visible > 0) lastEnd = at + visible;
		at += segment.length;
	}
	return sentences;
}
