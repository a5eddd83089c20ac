import { compareValues } from './compareValues';
import { readItem } from './readItem';
import { readText } from './readText';
import { isSameAnswer, joinSpans } from './compareReadings';
import type { Reading, Span } from './reading';
import { complementOf } from './spans';
import { rewrite } from './rewrite';
import { insideOf, isCloser, isOpener, isSign, splitAt, type Part, type Token } from './token';
import { tokenise } from './tokenise';
import { UnreadableError } from './unreadableError';

/** Longer formulas are unreadable. */
const MOST_CHARACTERS = 1000;
const MOST_ITEMS = 60;
const lead =
	/^(?:(?:so |thus |hence |therefore,? )?(?:the )?(?:final |correct )?(?:answer|result|value)(?: is| equals)?:?|approximately|about|roughly|around|exactly|equals|is)$/i;

/**
 * Reads what a final answer says: a value, several, a set, an interval, a point, a matrix, an equation, an inequality, or a word.
 *
 * The ways to read it come most likely first.
 *
 * @throws UnreadableError where it is none of these.
 */
export function readAnswer(formula: string): readonly Reading[] {
	if (formula.length > MOST_CHARACTERS) throw new UnreadableError('The formula is too long');
	const tokens = withoutLead(withoutBraces(tokenise(rewrite(formula))));
	if (tokens.length === 0 || !isBalanced(tokens)) throw new UnreadableError('A bracket is missing');
	return readText(tokens) ?? readList(lastConclusion(tokens));
}

/** `about 5` and `= 5` are 5. */
function withoutLead(tokens: readonly Token[]): readonly Token[] {
	const rest = tokens.slice(1);
	const isLead = isSign(tokens[0], '=', '≈') || (tokens[0]?.kind === 'text' && lead.test(tokens[0].value));
	return isLead && rest.some(({ kind }) => kind === 'number' || kind === 'command') ? withoutLead(rest) : tokens;
}

function lastConclusion(tokens: readonly Token[]): readonly Token[] {
	return splitAt(tokens, ['⇒']).at(-1)?.tokens ?? tokens;
}

function withoutBraces(tokens: readonly Token[]): readonly Token[] {
	const inside = isSign(tokens[0], '⟬') ? insideOf(tokens) : undefined;
	return inside === undefined ? tokens : withoutBraces(inside);
}

/** Round and square brackets may stand for each other, as around [0, 1). */
function isBalanced(tokens: readonly Token[]): boolean {
	const open: string[] = [];
	for (const token of tokens) {
		if (token.kind === 'command' && token.value.startsWith('begin:')) open.push(token.value.slice('begin:'.length));
		if (token.kind === 'command' && token.value.startsWith('end:') && open.pop() !== token.value.slice('end:'.length)) return false;
		if (isOpener(token)) open.push(kindOf(token.value));
		if (isCloser(token) && open.pop() !== kindOf(token.value)) return false;
	}
	return open.length === 0;
}

const kindOf = (bracket: string): string =>
	['([', ')]', '⟬⟭', '{}', '⟨⟩', '⌊⌋', '⌈⌉'].map((kind, index) => (kind.includes(bracket) ? String(index < 2 ? 0 : index) : '')).join('');

function readList(tokens: readonly Token[]): readonly Reading[] {
	const parts = splitAt(tokens, [',', ';', 'and', 'or']).filter(({ tokens: inner }) => inner.length > 0);
	if (parts.length > MOST_ITEMS || parts.length === 0) throw new UnreadableError('The list is too long');
	if (parts.length === 1) return readItem(parts[0]?.tokens ?? []);
	const items = withSharedSide(parts).map(readItem);
	const [first = []] = items;
	if (items.every((item) => isSameAnswer(item, first, 0))) return first;
	return readMixed(parts, items) ?? readSpans(parts, items) ?? readRecord(items) ?? [listOf(items)];
}

/** Of `x ≠ 1, 2`, both are said of x. */
function withSharedSide(parts: readonly Part[]): ReadonlyArray<readonly Token[]> {
	const [first, ...others] = parts.map(({ tokens }) => tokens);
	const at = first?.findIndex((token) => isSign(token, '≠')) ?? -1;
	if (first === undefined || at < 0) return parts.map(({ tokens }) => tokens);
	return [first, ...others.map((tokens) => (tokens.some((token) => isSign(token, '≠')) ? tokens : [...first.slice(0, at + 1), ...tokens]))];
}

function listOf(items: ReadonlyArray<readonly Reading[]>): Reading {
	const labels = new Set(items.flatMap((item) => item[0]?.label ?? []));
	const bare = items.map((item) => item.map(({ label: _, ...reading }) => reading));
	const units = new Set(bare.flatMap((item) => item[0]?.unit ?? []));
	const unit = units.size === 1 ? [...units][0] : undefined;
	const alike = unit === undefined ? bare : bare.map((item) => item.map(({ unit: _, ...reading }) => reading));
	const flat = alike.flatMap((item) => {
		const body = item[0]?.body;
		return body?.kind === 'list' && body.brackets === 'bare' ? body.items : [item];
	});
	const [label] = labels;
	return {
		body: { kind: 'list', brackets: 'bare', items: flat },
		...(unit === undefined ? {} : { unit }),
		...(labels.size === 1 && label !== undefined ? { label } : {}),
	};
}

/** What is said of several unknowns: with `or` it need not hold together, and ranges of several unknowns are none of one. */
function readMixed(parts: readonly Part[], items: ReadonlyArray<readonly Reading[]>): readonly Reading[] | undefined {
	const labels = items.map((item) => item.find(({ label }) => label !== undefined)?.label);
	if (labels.includes(undefined) || new Set(labels).size < 2) return undefined;
	if (parts.some(({ sign }) => sign === 'or')) return [{ body: { kind: 'list', brackets: 'set', items } }];
	if (!items.some((item) => item[0]?.body.kind === 'spans') || new Set(labels).size < items.length) return undefined;
	const sorted = items.toSorted((left, right) => ((left[0]?.label ?? '') < (right[0]?.label ?? '') ? -1 : 1));
	return [{ body: { kind: 'list', brackets: 'round', items: sorted } }];
}

/** Values of several unknowns are one point, in the order of their names. */
function readRecord(items: ReadonlyArray<readonly Reading[]>): readonly Reading[] | undefined {
	const labels = items.map((item) => item.find(({ body }) => body.kind === 'value')?.label);
	if (labels.some((label) => label === undefined) || new Set(labels).size !== items.length) return undefined;
	const sorted = items.toSorted((left, right) => ((left[0]?.label ?? '') < (right[0]?.label ?? '') ? -1 : 1));
	return [{ body: { kind: 'list', brackets: 'round', items: sorted.map((item) => item.map(({ label: _, ...reading }) => reading)) } }];
}

/** `x < 2 or x > 3` is a union; what is said with `and`, or with a comma, of one unknown must hold together where it can. */
function readSpans(parts: readonly Part[], items: ReadonlyArray<readonly Reading[]>): readonly Reading[] | undefined {
	const bodies = items.map((item) => item.find(({ body }) => body.kind === 'spans')?.body);
	const isPoint = items.every((item) => item[0]?.body.kind === 'list');
	if (isPoint || bodies.some((body) => body?.kind !== 'spans')) return undefined;
	const each = bodies.map((body) => (body?.kind === 'spans' ? body.spans : []));
	const holdsTogether = parts.slice(1).every(({ sign }) => sign !== 'or') && items.every((item) => item[0]?.label !== undefined);
	const excluded = parts.every(({ tokens }) => !tokens.some((token) => isSign(token, '=', '∈'))) ? pointsLeftOut(each) : undefined;
	if (excluded !== undefined)
		return [{ body: { kind: 'spans', spans: excluded }, ...(items[0]?.[0]?.label === undefined ? {} : { label: items[0][0].label }) }];
	const common = holdsTogether ? each.reduce((left, right) => left.flatMap((one) => right.flatMap((other) => intersect(one, other)))) : [];
	const spans = common.length > 0 ? common : joinSpans(each.flat());
	if (spans === undefined) return undefined;
	const label = items[0]?.[0]?.label;
	return [{ body: { kind: 'spans', spans }, ...(label === undefined ? {} : { label }) }];
}

/** All but the points that each item leaves out; undefined where one leaves out more. */
function pointsLeftOut(each: ReadonlyArray<readonly Span[]>): readonly Span[] | undefined {
	const points = each.map(([below, above]) =>
		below?.low === undefined && above?.high === undefined && below?.high !== undefined && below.high === above?.low
			? below.high
			: undefined,
	);
	if (points.some((point) => point === undefined)) return undefined;
	const items = points.flatMap((value): Array<readonly Reading[]> => (value === undefined ? [] : [[{ body: { kind: 'value', value } }]]));
	return complementOf([{ body: { kind: 'list', brackets: 'set', items } }]);
}

/** What lies in both, where one is bounded below and the other above. */
function intersect(left: Span, right: Span): Span[] {
	const [lower, upper] = left.low === undefined ? [right, left] : [left, right];
	if (lower.low === undefined || upper.high === undefined || lower.high !== undefined || upper.low !== undefined) return [];
	const order = compareValues(lower.low, upper.high) ?? 0;
	return order >= 0 ? [] : [{ low: lower.low, hasLow: lower.hasLow, high: upper.high, hasHigh: upper.hasHigh }];
}
