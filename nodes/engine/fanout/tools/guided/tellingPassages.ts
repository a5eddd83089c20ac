import { readRecordLines } from '../../../text/recordLines';
import { splitSentences } from '../../../text/splitSentences';
import { wordStems } from './wordStems';

/** A longer passage is cut into its sentences. */
const LONGEST_PASSAGE = 500;
const GAP = '…';

/**
 * The passages of a text that have most to do with a question, in the order of the text, so that a small context has room for them; `…` stands where something was left out.
 *
 * A passage is an entry of a list, a paragraph, or some sentences of a long one; where a sentence never ends, as in a table on one line, a piece of it. A word counts the more, the fewer passages have it.
 */
export function tellingPassages(text: string, question: string, mostCharacters: number): string {
	if (text.length <= mostCharacters) return text;
	const passages = splitPassages(text);
	const asked = [...wordStems(question)];
	const stems = passages.map(wordStems);
	const weightOf = new Map(
		asked.map((word) => [word, Math.log(1 + passages.length / (1 + stems.filter((each) => each.has(word)).length))]),
	);
	const scores = stems.map((each) => asked.reduce((sum, word) => sum + (each.has(word) ? (weightOf.get(word) ?? 0) : 0), 0));
	const chosen = new Set<number>();
	let left = mostCharacters;
	const bestFirst = [...passages.keys()].sort((one, other) => (scores[other] ?? 0) - (scores[one] ?? 0) || one - other);
	for (const index of bestFirst) {
		const { length } = passages[index] ?? '';
		if (length > left) continue;
		chosen.add(index);
		left -= length + GAP.length + 2;
	}
	if (chosen.size === 0) return (passages[bestFirst[0] ?? 0] ?? text).slice(0, mostCharacters);
	return passages
		.map((passage, index) => (chosen.has(index) ? passage : undefined))
		.reduce(joinWithGaps, '')
		.trim();
}

function joinWithGaps(text: string, passage: string | undefined): string {
	if (passage === undefined) return text.endsWith(GAP) || text === '' ? text : `${text}\n${GAP}`;
	return text === '' ? passage : `${text}\n${passage}`;
}

function splitPassages(text: string): readonly string[] {
	const passages: string[] = [];
	let passage = '';
	const end = () => {
		if (passage.trim() !== '') passages.push(...splitLong(passage));
		passage = '';
	};
	for (const line of text.split('\n')) {
		if (line.trim() === '' || /^ *- /.test(line)) end();
		passage += passage === '' ? line : `\n${line}`;
	}
	end();
	return passages;
}

function splitLong(passage: string): readonly string[] {
	if (passage.length <= LONGEST_PASSAGE) return [passage];
	const parts: string[] = [];
	let part = '';
	for (const { sentence, gap } of sentencesIn(passage)) {
		if (part !== '' && part.length + sentence.length > LONGEST_PASSAGE) {
			parts.push(part);
			part = '';
		}
		part += part === '' ? sentence : gap + sentence;
	}
	return part === '' ? parts : [...parts, part];
}

/** Fields and rows stay on lines of their own; `gap` stands before what does not begin a part. */
function sentencesIn(passage: string): ReadonlyArray<{ readonly sentence: string; readonly gap: string }> {
	const lines = passage.split('\n');
	const records = readRecordLines(lines);
	const isApart = (at: number) => (records[at]?.kind ?? 'text') !== 'text';
	return lines.flatMap((line, at) =>
		splitSentences(line)
			.flatMap(splitEndless)
			.map((sentence, index) => ({ sentence, gap: index === 0 && (isApart(at) || isApart(at - 1)) ? '\n' : ' ' })),
	);
}

/** Between words where there are any, else between the entries of a row. */
function splitEndless(sentence: string): readonly string[] {
	const pieces: string[] = [];
	let rest = sentence;
	while (rest.length > LONGEST_PASSAGE) {
		const gaps = [[' ', '\t'], [...',;|，、；']].map((marks) =>
			Math.max(...marks.map((mark) => rest.lastIndexOf(mark, LONGEST_PASSAGE - 1))),
		);
		const end = gaps.find((at) => at > LONGEST_PASSAGE / 2) ?? LONGEST_PASSAGE - 1;
		pieces.push(rest.slice(0, end + 1).trimEnd());
		rest = rest.slice(end + 1).trimStart();
	}
	return rest === '' ? pieces : [...pieces, rest];
}
