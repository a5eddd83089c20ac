import { readCitations } from './readCitations';

const segmenter = new Intl.Segmenter('und', { granularity: 'sentence' });
const abbreviation =
	/(?:^|[\s(])(?:\p{Lu}|Dr|Mr|Mrs|Ms|Prof|St|No|Nr|vs|approx|ca|e\.g|i\.e|z\.B|d\.h|U\.S|Jr|Sr|Fig|Inc|Ltd|Co|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec)\.\s*$/u;

/**
 * Cuts one paragraph into its sentences, which join to the same text.
 *
 * Citations count to the sentence that they follow, also behind its full stop, and nothing inside of them ends one; a full stop behind a usual abbreviation or a lone capital ends none.
 */
export function splitSentences(paragraph: string): readonly string[] {
	const groups = readCitations(paragraph);
	const masked = groups.reduce((text, { start, end }) => text.slice(0, start) + '\ue000'.repeat(end - start) + text.slice(end), paragraph);
	const sentences: string[] = [];
	let at = 0;
	for (const { segment } of segmenter.segment(masked)) {
		const words = paragraph.slice(at, at + segment.length);
		const leading = /^[\s\ue000]*/.exec(segment)?.[0] ?? '';
		const before = sentences.at(-1);
		if (before !== undefined && abbreviation.test(masked.slice(0, at))) sentences[sentences.length - 1] = before + words;
		else if (before !== undefined && leading.includes('\ue000')) {
			sentences[sentences.length - 1] = before + words.slice(0, leading.length);
			if (words.length > leading.length) sentences.push(words.slice(leading.length));
		} else sentences.push(words);
		at += segment.length;
	}
	return sentences;
}
