import { readCitations, type CitationGroup } from './readCitations';

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
/** Looked for in the last few characters before a sentence would end. */
const abbreviation =
	/(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|vs|approx|ca|e\.g|i\.e|z\.B|d\.h|U\.S|Jr|Sr|Fig|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.$/u;
const LONGEST_ABBREVIATION = 12;
/** Longer sentences are cut: what is checked in one of them grows with the square of its length. */
const LONGEST_SENTENCE = 4000;
const mask = '\ue000';
/** Nothing else ends a sentence, so that most lines need not be looked at more closely. */
const ending = /[\p{Sentence_Terminal}\r\n\u0085\u2028\u2029]/u;

/**
 * Cuts one paragraph into its sentences, which join to the same text.
 *
 * Citations count to the sentence that they follow, also behind its full stop, and nothing inside of them ends one; a full stop behind a usual abbreviation or a lone capital ends none. Sentences of more than 4000 characters are cut.
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

function splitPiece(paragraph: string, masked: string): readonly string[] {
	const sentences: string[] = [];
	let at = 0;
	/** Behind the last character before `at` that is no space. */
	let lastEnd = 0;
	for (const { segment } of segmenter.segment(masked)) {
		const words = paragraph.slice(at, at + segment.length);
		const leading = /^[\s\ue000]*/.exec(segment)?.[0] ?? '';
		const before = sentences.at(-1);
		if (before !== undefined && abbreviation.test(masked.slice(Math.max(0, lastEnd - LONGEST_ABBREVIATION), lastEnd)))
			sentences[sentences.length - 1] = before + words;
		else if (before !== undefined && leading.includes(mask)) {
			sentences[sentences.length - 1] = before + words.slice(0, leading.length);
			if (words.length > leading.length) sentences.push(words.slice(leading.length));
		} else sentences.push(words);
		const visible = segment.trimEnd().length;
		if (visible > 0) lastEnd = at + visible;
		at += segment.length;
	}
	return sentences;
}
