import { denies } from '../../quotes/denies';
import { findUncovered } from '../../quotes/findUncovered';
import { followsFrom } from '../../quotes/followsFrom';
import { headingOf, withHeading } from '../../quotes/headingOf';
import { tellingWords, wordsIn } from '../../quotes/tellingWords';
import type { Evidence } from '../citations/checkCitations';
import { readCitations } from '../citations/readCitations';
import { withoutCitations } from '../citations/reportText';
import { splitSentences } from '../citations/splitSentences';

/** A sentence as a model wrote it, with the numbers of findings that it names, from 1. */
export interface WrittenSentence {
	readonly sentence: string;
	readonly findings: readonly number[];
}

/** A report with marks such as `[F1]`; how many sentences were replaced by findings, and how many left out. */
export interface Composed {
	readonly text: string;
	readonly replaced: number;
	readonly leftOut: number;
}

/** Of any script. */
const sentenceEnd = /\p{Sentence_Terminal}["”’)」』）]?$/u;
/** Of a pair of findings, the second is looked for among so many. */
const MOST_PAIRED = 8;
/** So many findings stand in the place of a sentence. */
const MOST_ANSWERING = 4;
/** So many are added for words of the question that are left out. */
const MOST_ADDED = 2;

/**
 * Puts a report together from sentences, each with the marks of the findings that it follows from: those that it names, else one or two others.
 *
 * Where one follows from none, findings that answer the question stand in its place, those that it names first; one that names none is left out. Nothing is said twice: a sentence whose words all stand, in their order, in another one is left out, too. Findings with words of the question that no sentence has are added, two at most: small models stop before the second half of a question.
 */
export function composeSentences(written: readonly WrittenSentence[], shown: readonly Evidence[], question: string): Composed {
	const lines = new Map<string, readonly Evidence[]>();
	let [replaced, leftOut] = [0, 0];
	for (const { sentence, findings } of written) {
		const plain = cleanSentence(sentence);
		if (plain === '') continue;
		const named = [...new Set(findings)].map((number) => shown[number - 1]).filter((each) => each !== undefined);
		const grounds = findGrounds(plain, named, shown, question);
		if (grounds !== undefined) {
			lines.set(plain, grounds);
			continue;
		}
		if (named.length === 0) leftOut++;
		else replaced++;
		for (const each of named.length === 0 ? [] : findAnswering(named, shown, question)) lines.set(ownWords(each), [each]);
	}
	for (const each of findLeftOut(lines, shown, question)) lines.set(ownWords(each), [each]);
	const text = withoutRepeats([...lines])
		.map(([line, grounds]) => withMarks(line, grounds))
		.join(' ');
	return { text, replaced, leftOut };
}

/** What is cited already is not left out, in whatever words it was said. */
function findLeftOut(lines: ReadonlyMap<string, readonly Evidence[]>, shown: readonly Evidence[], question: string): readonly Evidence[] {
	const said = [...lines.keys()];
	const cited = new Set([...lines.values()].flat().map(({ finding }) => finding.quote));
	const added: Evidence[] = [];
	while (said.length > 0 && added.length < MOST_ADDED) {
		const others = shown.filter(({ finding }) => !cited.has(finding.quote));
		const words = findUncovered(question, said, others.map(ownWords));
		const each = others.find((other) => ownWords(other) === words);
		if (each === undefined) break;
		said.push(ownWords(each));
		cited.add(each.finding.quote);
		added.push(each);
	}
	return added;
}

/** Of two sentences with the same words, the first one stays. */
function withoutRepeats<Ground>(lines: ReadonlyArray<readonly [string, Ground]>): ReadonlyArray<readonly [string, Ground]> {
	const words = lines.map(([line]) => wordsIn(line));
	const isIn = (place: number, other: number) =>
		denies(lines[place]![0]) === denies(lines[other]![0]) &&
		standsIn(words[place]!, words[other]!) &&
		(words[place]!.length < words[other]!.length || other < place);
	return lines.filter((_, place) => !lines.some((__, other) => other !== place && isIn(place, other)));
}

/** Whether all words stand in the others, in their order. */
function standsIn(words: readonly string[], others: readonly string[]): boolean {
	let found = 0;
	for (const other of others) if (other === words[found]) found++;
	return found === words.length;
}

function findGrounds(
	sentence: string,
	named: readonly Evidence[],
	shown: readonly Evidence[],
	question: string,
): readonly Evidence[] | undefined {
	const follows = (evidence: readonly Evidence[]) =>
		evidence.length > 0 && followsFrom(sentence, groundOf(evidence, question), { allowsSums: true });
	const telling = named.filter((each) => isOfUse(sentence, each));
	if (follows(telling)) return telling;
	if (follows(named)) return named;
	const alone = shown.find((each) => follows([each]));
	if (alone !== undefined) return [alone];
	const few = shown.slice(0, MOST_PAIRED);
	return few.flatMap((one, index) => few.slice(index + 1).map((other) => [one, other])).find(follows);
}

/**
 * The findings that say most about what was asked, in their order: a model that mixes findings up names some that say nothing about it, and leaves out others. Those that it names, where no finding shares a word with the question.
 */
function findAnswering(named: readonly Evidence[], shown: readonly Evidence[], question: string): readonly Evidence[] {
	const asked = tellingWords(question);
	const sharedWords = (each: Evidence) => [...tellingWords(ownWords(each))].filter((word) => asked.has(word)).length;
	const most = Math.max(...shown.map(sharedWords));
	if (most === 0) return named;
	const quotes = new Set<string>();
	const answering = shown.filter((each) => {
		const quote = wordsIn(each.finding.quote).join(' ');
		if (sharedWords(each) * 2 <= most || quotes.has(quote)) return false;
		quotes.add(quote);
		return true;
	});
	const first = [...answering.filter((each) => named.includes(each)), ...answering.filter((each) => !named.includes(each))];
	const chosen = first.slice(0, MOST_ANSWERING);
	return answering.filter((each) => chosen.includes(each));
}

/** Who names every finding there is means those that share words with the sentence. */
function isOfUse(sentence: string, { finding }: Evidence): boolean {
	const words = tellingWords(finding.quote);
	return words.size === 0 || [...tellingWords(sentence)].some((word) => words.has(word));
}

function groundOf(evidence: readonly Evidence[], question: string) {
	const headings = evidence.map(({ finding, source }) => headingOf(finding.quote, source.text)).filter((heading) => heading !== undefined);
	// What our own words say of a lone value is all that there is to be said of it.
	const values = evidence.filter(({ finding }) => !/\p{L}{2}/u.test(finding.quote)).map(({ finding }) => finding.claim);
	return { quotes: [...evidence.map(({ finding }) => finding.quote), ...values], headings, question };
}

/** Its claim, or its quote with the title that it stands under, where the quote does not say what it is about. */
function ownWords({ finding: { claim, quote }, source }: Evidence): string {
	return cleanSentence(claim === quote ? withHeading(quote, source.text) : claim);
}

/** On one line, without marks of its own, and with an end. */
function cleanSentence(sentence: string): string {
	const oneLine = sentence.replace(/\s+/g, ' ');
	const plain = withoutCitations(oneLine, readCitations(oneLine))
		.replace(/ ?(?:\[|\((?=finding))(?:findings? )?F?\d{1,3}(?:, ?F?\d{1,3}){0,9}[\])]/gi, '')
		.replace(/[[【](?=\s*F\d)/g, '(')
		.trim();
	return plain === '' || sentenceEnd.test(plain) ? plain : `${plain}.`;
}

/** Before the full stop, in each sentence: a quote may be several. */
function withMarks(line: string, grounds: readonly Evidence[]): string {
	const mark = ` [${grounds.map(({ finding }) => finding.id).join(', ')}]`;
	return splitSentences(line)
		.map((sentence) => {
			const plain = sentence.trimEnd();
			const end = sentenceEnd.exec(plain)?.[0] ?? '';
			return `${plain.slice(0, plain.length - end.length)}${mark}${end}${sentence.slice(plain.length)}`;
		})
		.join('');
}
