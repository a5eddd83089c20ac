import { calculate } from './calculate';
import { compareValues, isMultipleOf, isSameValue } from './compareValues';
import { call, numberOf } from './expression';
import type { Body, Reading, Span } from './reading';

/**
 * How far two readings may differ in what is often left out: not at all; in a unit or a name that one of them lacks; and besides in that one is a percentage, or written in another base.
 */
export type Laxity = 0 | 1 | 2;

export function isSameAnswer(left: readonly Reading[], right: readonly Reading[], laxity: Laxity): boolean {
	return left.some((one) => right.some((other) => isSame(one, other, laxity)));
}

function isSame(left: Reading, right: Reading, laxity: Laxity): boolean {
	if (!fits(left.label, right.label, laxity)) return false;
	if (isSameUnit(left.unit, right.unit)) return isSameBody(left.body, right.body, laxity);
	if (laxity === 0 || (left.unit !== undefined && right.unit !== undefined)) return false;
	const [marked, bare] = left.unit === undefined ? [right, left] : [left, right];
	if (marked.unit?.startsWith('base ') === true) return false;
	if (marked.unit === 'in its base') return laxity === 2 && isSameBody(marked.body, bare.body, laxity);
	return (
		isSameBody(marked.body, bare.body, laxity) ||
		(laxity === 2 && marked.unit === '%' && isSameBody(shareOf(marked.body), bare.body, laxity))
	);
}

/** Pounds are weights and money. */
function isSameUnit(left: string | undefined, right: string | undefined): boolean {
	return left === right || (left === 'lb' && right === '£') || (left === '£' && right === 'lb');
}

function fits(left: string | undefined, right: string | undefined, laxity: Laxity): boolean {
	return left === right || (laxity > 0 && (left === undefined || right === undefined));
}

function shareOf(body: Body): Body {
	return body.kind === 'value' ? { kind: 'value', value: calculate(call('divide', body.value.expression, numberOf(100))) } : body;
}

function isSameBody(left: Body, right: Body, laxity: Laxity): boolean {
	if (left.kind === 'value') return right.kind === 'value' && isSameValue(left.value, right.value);
	if (left.kind === 'list') return right.kind === 'list' && isSameList(left, right, laxity);
	if (left.kind === 'spans') return right.kind === 'spans' && isSameSpans(left.spans, right.spans);
	if (left.kind === 'matrix') return right.kind === 'matrix' && isSameMatrix(left.rows, right.rows);
	if (left.kind === 'equation') return right.kind === 'equation' && isMultipleOf(left.difference, right.difference, false);
	if (left.kind === 'inequality')
		return right.kind === 'inequality' && left.isStrict === right.isStrict && isMultipleOf(left.excess, right.excess, true);
	return right.kind === 'text' && left.text === right.text;
}

type List = Extract<Body, { kind: 'list' }>;

function isSameList(left: List, right: List, laxity: Laxity): boolean {
	const brackets = new Set([left.brackets, right.brackets]);
	const isUnordered = !brackets.has('round') && !brackets.has('square');
	if (isUnordered) return isCovered(left, right, laxity) && isCovered(right, left, laxity);
	if (brackets.has('set') || left.items.length !== right.items.length) return false;
	if (brackets.has('round') && brackets.has('square') && left.items.length === 2) return false;
	if (brackets.has('bare') && laxity === 0) return false;
	return left.items.every((item, index) => isSameAnswer(item, right.items[index] ?? [], laxity));
}

function isCovered(left: List, right: List, laxity: Laxity): boolean {
	return left.items.every((item) => right.items.some((other) => isSameAnswer(item, other, laxity)));
}

function isSameSpans(left: readonly Span[], right: readonly Span[]): boolean {
	return left.length === right.length && left.every((span, index) => isSameSpan(span, right[index] as Span));
}

function isSameSpan(left: Span, right: Span): boolean {
	return (
		left.hasLow === right.hasLow && left.hasHigh === right.hasHigh && isSameEnd(left.low, right.low) && isSameEnd(left.high, right.high)
	);
}

function isSameEnd(left: Span['low'], right: Span['low']): boolean {
	return left === undefined || right === undefined ? left === right : isSameValue(left, right);
}

type Rows = Extract<Body, { kind: 'matrix' }>['rows'];

function isSameMatrix(left: Rows, right: Rows): boolean {
	return (
		left.length === right.length &&
		left.every(
			(row, at) => row.length === right[at]?.length && row.every((value, index) => isSameValue(value, right[at]?.[index] ?? value)),
		)
	);
}

/** In their order, with those that touch or overlap made one; undefined where ends cannot be compared. */
export function joinSpans(spans: readonly Span[]): readonly Span[] | undefined {
	for (const { low, high } of spans)
		if (low !== undefined && high !== undefined && compareValues(low, high) === undefined) return undefined;
	const sorted = spans.toSorted((left, right) => compareLows(left, right));
	const joined: Span[] = [];
	for (const span of sorted) {
		const last = joined.at(-1);
		if (last === undefined || !touches(last, span)) joined.push(span);
		else joined[joined.length - 1] = joinTwo(last, span);
	}
	return joined;
}

function compareLows(left: Span, right: Span): number {
	if (left.low === undefined || right.low === undefined) return left.low === right.low ? 0 : left.low === undefined ? -1 : 1;
	return compareValues(left.low, right.low) || Number(right.hasLow) - Number(left.hasLow);
}

function touches(earlier: Span, later: Span): boolean {
	if (earlier.high === undefined || later.low === undefined) return true;
	const order = compareValues(earlier.high, later.low) ?? -1;
	return order > 0 || (order === 0 && (earlier.hasHigh || later.hasLow));
}

function joinTwo(earlier: Span, later: Span): Span {
	const { high: _, hasHigh: __, ...start } = earlier;
	if (earlier.high === undefined || later.high === undefined) return { ...start, hasHigh: false };
	const order = compareValues(earlier.high, later.high) ?? 0;
	const hasHigh = order === 0 ? earlier.hasHigh || later.hasHigh : order > 0 ? earlier.hasHigh : later.hasHigh;
	return { ...start, high: order > 0 ? earlier.high : later.high, hasHigh };
}
