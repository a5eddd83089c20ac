import { endAtNextQuestion } from '../finalAnswer/endAtNextQuestion';
import { canonical } from '../finalAnswer/expression';
import { findMarks } from '../finalAnswer/findMarks';
import type { Mark } from '../finalAnswer/mark';
import { toPlainWriting } from '../finalAnswer/plainWriting';
import { withoutMarkup } from '../finalAnswer/withoutMarkup';
import { withoutSideNotes } from '../finalAnswer/withoutSideNotes';
import { readLastValue, readValue, type Value } from '../finalAnswer/readValue';

const holdsAnAnswer: ReadonlyArray<Mark['kind']> = ['box', 'field', 'tag'];

/** `1.250,50` and `1.250.000`. */
const groupsByPoints = /(?<![\d.,])[1-9]\d{0,2}\.\d{3}(?:,\d{1,2}(?!\d)|\.\d{3}(?![\d.]))/;

/** A number as an answer has it, and what stands behind it up to the end of the line. */
export interface FoundNumber {
	/** As plain digits. */
	readonly number: string;
	readonly after: string;
	/** The value of a formula or fraction, which others may have rounded. */
	readonly isCalculated?: boolean;
}

/**
 * Takes the final number out of an answer, as plain digits: `$1,000.50` gives `1000.5`, and `1/2`, `\\frac{1}{2}` and `0.5` are one.
 *
 * What the answer marks as final goes before any other number, the last mark before all marks; else the last number counts. JSON need not be well-formed.
 * `1.250` is one and a quarter, except in an answer that groups other digits so, as `1.250,50`. Undefined where there is no number, and where what is marked is none or more than one: a formula with unknowns, a list, a range.
 */
export function readNumber(answer: { readonly text: string; readonly data?: unknown }): FoundNumber | undefined {
	if (typeof answer.data === 'number') return { number: canonical(String(answer.data)), after: '' };
	const plain = toPlainWriting(withoutSideNotes(withoutMarkup(withoutGroups(answer.text))));
	const marks = findMarks(plain);
	const answeredAt = marks.find((mark) => valueOf(mark).kind !== 'none')?.at;
	const ended = endAtNextQuestion(plain, answeredAt ?? firstFigure(plain));
	const marked = marks
		.filter(({ at }) => at < ended.length)
		.map(valueOf)
		.findLast(({ kind }) => kind !== 'none');
	const value = marked ?? readLastValue(ended);
	return value.kind === 'number' ? { number: value.number, after: value.after, isCalculated: value.isCalculated } : undefined;
}

/** Of an answer that groups digits by points, its numbers without them. */
function withoutGroups(text: string): string {
	return groupsByPoints.test(text) ? text.replace(/(?<![\d.,])([1-9]\d{0,2})\.(\d{3})(?![\d.]|,\d)/g, '$1$2') : text;
}

/** What holds an answer and nothing else, and no number, says that the answer is no number. */
function valueOf({ content, kind }: Mark): Value {
	// Words of doubt may begin any sentence: they correct only where nothing but a number follows.
	if (kind === 'correction' && !/^[^\d\n]{0,4}\d[\d,./]*\s?\S{0,20}$/.test(content)) return { kind: 'none' };
	const value = readValue(content, kind === 'box');
	return value.kind === 'none' && holdsAnAnswer.includes(kind) && content.trim() !== '' ? { kind: 'doubtful' } : value;
}

function firstFigure(text: string): number | undefined {
	const at = text.search(/\d/);
	return at < 0 ? undefined : at;
}
