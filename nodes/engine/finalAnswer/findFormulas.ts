import { endAtNextQuestion } from './endAtNextQuestion';
import { findMarks } from './findMarks';
import type { Mark } from './mark';

/** A longer line is prose. */
const MOST_LINE = 200;
const MOST_CONTENT = 900;
/** Of an answer without a mark, only its end is looked at. */
const MOST_TAIL = 4000;
const MOST_MARKS = 3;
const MOST_WORDS = 3;

const span =
	/\$\$([^$]{1,600})\$\$|\$((?:[^$\\]|\\[^\n]){1,600})\$|\\\(([^\n]{1,600}?)\\\)|\\\[([^[\]]{1,600}(?:\[[^[\]]{0,200}\][^[\]]{0,200})?)\\\]/g;
/** What stands between the parts of one answer, and nothing else. */
const between = /^(?:\s?(?:,|;|and|or|\\text\{\s?(?:and|or)\s?\}|\\quad|\$)){0,5}\s?$/;
const holdsAnAnswer: ReadonlyArray<Mark['kind']> = ['box', 'field', 'tag'];
const endOfSentence = /[.!](?=\s|$)|[.](?=[*"')]{1,3}(?:\s|$))|\n|。|\s(?:because|since|as|which|where|weil|porque|car)\s/;

/**
 * Finds what may be the formula that an answer gives as its final one, the likeliest first.
 *
 * The last thing that is marked goes first, and where it holds an answer and nothing else, it is the only one. Several boxes in one sentence are one list. Without a mark, the last formula between dollar signs counts, or the whole of a short text.
 */
export function findFormulas({ text, data }: { readonly text: string; readonly data?: unknown }): readonly string[] {
	const given = givenIn(data);
	if (given !== undefined) return [given];
	const marks = findMarks(text).filter(
		({ content, kind }) => content.trim() !== '' && (kind !== 'correction' || /^[\s$(*\\-]{0,4}\d/.test(content)),
	);
	const ended = endAtNextQuestion(text, marks[0]?.at);
	const kept = marks.filter(({ at }) => at < ended.length);
	const formulas = kept.length > 0 ? fromMarks(kept, ended) : fromEnd(ended);
	return [...new Set(formulas.map((each) => each.trim()).filter((each) => each !== '' && each.length <= MOST_CONTENT && !isProse(each)))];
}

/** More than a few words, and nothing that is calculated. */
function isProse(content: string): boolean {
	return !/[\d\\=<>^≤≥]/.test(content) && content.split(/\s+/).length > MOST_WORDS;
}

function givenIn(data: unknown): string | undefined {
	if (typeof data === 'number' || typeof data === 'string') return String(data);
	if (typeof data !== 'object' || data === null) return undefined;
	const [, value] = Object.entries(data).findLast(([key]) => /^(?:final_?)?(?:answer|result)$/i.test(key)) ?? [];
	return typeof value === 'number' || typeof value === 'string' ? String(value) : undefined;
}

function fromMarks(marks: readonly Mark[], text: string): string[] {
	const formulas: string[] = [];
	for (const mark of marks.toReversed().slice(0, MOST_MARKS)) {
		if (mark.kind === 'box') return [...formulas, listOfBoxes(marks, mark, text)];
		if (holdsAnAnswer.includes(mark.kind)) return [...formulas, ...fromContent(unescaped(mark))];
		formulas.push(...fromSentence(mark.content));
	}
	return formulas;
}

/** Of JSON, where a backslash is written twice. */
function unescaped({ content, kind }: Mark): string {
	return kind === 'field' && !/(?<!\\)\\[A-Za-z]/.test(content) ? content.replace(/\\\\/g, '\\').replace(/\\"/g, '"') : content;
}

function listOfBoxes(marks: readonly Mark[], last: Mark, text: string): string {
	const boxes = marks.filter(({ kind }) => kind === 'box');
	let formula = last.content;
	for (let index = boxes.indexOf(last) - 1; index >= 0; index--) {
		const [box, next] = [boxes[index], boxes[index + 1]];
		if (box === undefined || next === undefined) break;
		const end = box.at + box.content.length + 2;
		const gap = text
			.slice(end, next.at)
			.replace(/\\f?box(?:ed)?\s?$/, '')
			.replace(/[a-zA-Z](?:_\{?\d\}?)?\s?=\s?\$?$/, '');
		if (gap.trim() === '' || gap.length > 30 || !between.test(gap)) break;
		formula = `${box.content}, ${formula}`;
	}
	return formula;
}

/** Content that is an answer as a whole; where it is a sentence, the formula in it. */
function fromContent(content: string): string[] {
	const spans = spansIn(content);
	return spans === undefined ? [content] : [content, spans];
}

function fromSentence(content: string): string[] {
	const clause = content.replace(/^[\s*_:"'`]{1,8}/, '');
	const box = /^\s*\\f?box/.test(clause);
	if (box) return [];
	const end = endOf(clause);
	const sentence = clause.slice(0, end);
	const spans = spansIn(sentence) ?? spansIn(clause);
	return [sentence.replace(/[*_]{1,3}$/, ''), ...(spans === undefined ? [] : [spans])];
}

/** Formulas between dollar signs do not end a sentence. */
function endOf(clause: string): number {
	let masked = clause;
	for (const match of clause.matchAll(span))
		masked = masked.slice(0, match.index) + 'x'.repeat(match[0].length) + masked.slice(match.index + match[0].length);
	return endOfSentence.exec(masked)?.index ?? clause.length;
}

/** The first formula that a sentence sets apart, with those that are listed behind it. */
function spansIn(sentence: string): string | undefined {
	const spans = [...sentence.matchAll(span)];
	const [first] = spans;
	if (first === undefined) return undefined;
	return joined(sentence, spans, 0);
}

function joined(text: string, spans: readonly RegExpExecArray[], from: number): string {
	let formula = innerOf(spans[from]);
	for (let index = from + 1; index < spans.length; index++) {
		const [last, next] = [spans[index - 1], spans[index]];
		if (last === undefined || next === undefined) break;
		const gap = text.slice(last.index + last[0].length, next.index);
		if (gap.trim() === '' || !between.test(gap)) break;
		formula += ` ${gap.includes('or') ? 'or' : gap.includes('and') ? 'and' : ','} ${innerOf(next)}`;
	}
	return formula;
}

const innerOf = (match: RegExpExecArray | undefined): string => match?.slice(1).find((group) => group !== undefined) ?? '';

/** What an answer without a mark ends with. */
function fromEnd(text: string): string[] {
	const whole = text.trim();
	if (whole.length <= MOST_LINE && !whole.includes('\n')) return [whole, ...fromLine(whole)];
	const lines = text
		.slice(-MOST_TAIL)
		.split('\n')
		.filter((line) => line.trim() !== '');
	return fromLine(lines.at(-1)?.trim() ?? '', lines.slice(-3).join('\n'));
}

/** The last formula, with those that are listed before it. */
function fromLine(line: string, paragraph = line): string[] {
	const where = line.search(/\$|\\\(|\\\[/) >= 0 ? line : paragraph;
	const spans = [...where.matchAll(span)];
	let from = spans.length - 1;
	if (from < 0)
		return [
			line
				.slice(-MOST_LINE)
				.split(/[.!?]\s+/)
				.findLast((each) => each.trim() !== '') ?? '',
		].flatMap(lastEquation);
	for (; from > 0; from--) {
		const [earlier, later] = [spans[from - 1], spans[from]];
		if (earlier === undefined || later === undefined) break;
		const gap = where.slice(earlier.index + earlier[0].length, later.index);
		if (gap.trim() === '' || !between.test(gap)) break;
	}
	return [joined(where, spans, from)];
}

function lastEquation(sentence: string): string[] {
	const at = sentence.lastIndexOf('=');
	return at < 0 ? [sentence] : [sentence, sentence.slice(at + 1)];
}
