import { calculate, type Value } from './calculate';
import { joinSpans } from './compareReadings';
import { call, numberOf } from './expression';
import { parseExpression } from './parseExpression';
import { readMatrix } from './readMatrix';
import type { Brackets, Reading, Span } from './reading';
import { textReading, readText } from './readText';
import { letterUnitAt, readUnit, unitAt } from './readUnit';
import { complementOf, isRising, spanBetween, spansOf } from './spans';
import { insideOf, isSign, splitAt, type Token } from './token';
import { UnreadableError } from './unreadableError';
import { currencySigns, uncalculated } from './vocabulary';

const everything: Reading = { body: { kind: 'spans', spans: [{ hasLow: false, hasHigh: false }] } };
const empty: Reading = { body: { kind: 'list', brackets: 'set', items: [] } };
const brackets: Readonly<Record<string, Brackets>> = { '(': 'round', '⟨': 'round', '{': 'set', '[': 'square' };

/** Reads what stands between two commas of a set or a point: there something may be equal again. */
export type ReadItem = (tokens: readonly Token[]) => readonly Reading[];

/**
 * Reads what says nothing of equality: a value with its unit, a set, an interval, a point, a matrix.
 *
 * @throws UnreadableError where it is none of these.
 */
export function readPlain(tokens: readonly Token[], readItem: ReadItem): readonly Reading[] {
	const [first] = tokens;
	if (first === undefined) throw new UnreadableError('Nothing stands there');
	return (
		readWords(tokens) ??
		readChoices(tokens, readItem) ??
		readOperation(tokens, readItem) ??
		readMatrix(tokens) ??
		readBrackets(tokens, readItem) ??
		readBased(tokens) ??
		readRatio(tokens) ??
		readWithUnit(tokens, readItem) ??
		readValue(tokens)
	);
}

function readWords(tokens: readonly Token[]): readonly Reading[] | undefined {
	const [first, second] = tokens;
	const text = readText(tokens);
	if (text !== undefined) return text;
	if (first?.value === 'infty' && tokens.length === 1) return [textReading('infinity')];
	if (isSign(first, '-', '+') && second?.value === 'infty' && tokens.length === 2)
		return [textReading(isSign(first, '-') ? '-infinity' : 'infinity')];
	if (tokens.length !== 1 || first?.kind !== 'command') return undefined;
	if (first.value === 'reals') return [everything];
	if (first.value === 'emptyset') return [empty];
	return ['integers', 'naturals', 'rationals', 'complexes'].includes(first.value) ? [textReading(first.value)] : undefined;
}

/** `2 ± √3` is two values. */
function readChoices(tokens: readonly Token[], readItem: ReadItem): readonly Reading[] | undefined {
	if (!tokens.some((token) => isSign(token, '±', '∓'))) return undefined;
	const withSign = (plusMinus: string, minusPlus: string) =>
		readPlain(
			tokens.map((token) =>
				isSign(token, '±') ? { ...token, value: plusMinus } : isSign(token, '∓') ? { ...token, value: minusPlus } : token,
			),
			readItem,
		);
	const [upper, lower] = [withSign('+', '-'), withSign('-', '+')];
	const unit = upper[0]?.unit;
	const items = [upper, lower].map((item) => item.map(({ unit: _, ...reading }) => reading));
	return [{ body: { kind: 'list', brackets: 'bare', items }, ...(unit === undefined ? {} : { unit }) }];
}

/** Unions, and the real numbers without some. */
function readOperation(tokens: readonly Token[], readItem: ReadItem): readonly Reading[] | undefined {
	const without = splitAt(tokens, ['∖', '-']);
	if (without.length === 2 && without[0]?.tokens.length === 1 && without[0].tokens[0]?.value === 'reals') {
		const spans = complementOf(readPlain(without[1]?.tokens ?? [], readItem));
		if (spans !== undefined) return [{ body: { kind: 'spans', spans } }];
	}
	const parts = splitAt(tokens, ['∪']);
	if (parts.length === 1) return undefined;
	const read = parts.map(({ tokens: part }) => readPlain(part, readItem));
	const sets = read.map((part) => part.find(({ body }) => body.kind === 'list' && body.brackets === 'set')?.body);
	if (sets.every((set) => set?.kind === 'list'))
		return [{ body: { kind: 'list', brackets: 'set', items: sets.flatMap((set) => (set?.kind === 'list' ? set.items : [])) } }];
	const spans = read.map((part) =>
		spansOf(part.filter(({ body }) => body.kind === 'spans' || (body.kind === 'list' && body.brackets === 'set'))),
	);
	const joined = spans.some((part) => part === undefined) ? undefined : joinSpans(spans.flatMap((part) => part ?? []));
	if (joined === undefined) throw new UnreadableError('No sets stand beside the sign for a union');
	return [{ body: { kind: 'spans', spans: joined } }];
}

function readBrackets(tokens: readonly Token[], readItem: ReadItem): readonly Reading[] | undefined {
	const inside = insideOf(tokens);
	const [open = '', close = ''] = [tokens[0]?.value, tokens.at(-1)?.value];
	if (inside === undefined || open === '⟬' || !Object.hasOwn(brackets, open)) return undefined;
	const parts = splitAt(inside, [',', ';']).map(({ tokens: part }) => part);
	const kind = brackets[open] ?? 'bare';
	if (inside.length === 0) return kind === 'set' ? [empty] : undefined;
	if (kind === 'set' && splitAt(inside, [':', '|', '∈', '<', '>', '≤', '≥']).length > 1)
		return [textReading(inside.map(({ value }) => (value === '|' || value === 'mid' ? ':' : value)).join(''))];
	if (parts.length === 1)
		return kind === 'set' ? [{ body: { kind: 'list', brackets: 'set', items: itemsOf(parts, readItem) } }] : undefined;
	const span = parts.length === 2 && kind !== 'set' && open !== '⟨' ? spanOf(parts, open === '[', close === ']') : undefined;
	const isMixed = '(['.includes(open) && !((open === '(' && close === ')') || (open === '[' && close === ']'));
	if (isMixed && span === undefined) throw new UnreadableError('The brackets do not fit');
	const interval: Reading[] = span === undefined ? [] : [{ body: { kind: 'spans', spans: [span] } }];
	if (isMixed || (span !== undefined && (span.low === undefined || span.high === undefined))) return interval;
	const items = itemsOf(parts, readItem);
	return [{ body: { kind: 'list', brackets: kind, items } }, ...interval];
}

function itemsOf(parts: ReadonlyArray<readonly Token[]>, readItem: ReadItem): ReadonlyArray<readonly Reading[]> {
	return parts.map((part) => readItem(part).map(({ label: _, ...reading }) => reading));
}

function spanOf(parts: ReadonlyArray<readonly Token[]>, hasLow: boolean, hasHigh: boolean): Span | undefined {
	const [low, high] = parts.map(endOf);
	if (low === undefined || high === undefined) return undefined;
	const span = spanBetween(low, high, { hasLow, hasHigh });
	return isRising(span) ? span : undefined;
}

function endOf(tokens: readonly Token[]): Value | 'infinite' | undefined {
	if (tokens.at(-1)?.value === 'infty' && tokens.length < 3) return 'infinite';
	try {
		return calculate(parseExpression(tokens));
	} catch {
		return undefined;
	}
}

/** `1010_2` is a number in base 2, which is not 1010. */
function readBased(tokens: readonly Token[]): readonly Reading[] | undefined {
	const at = tokens.findIndex((token) => isSign(token, '_'));
	const digits = tokens
		.slice(0, at)
		.filter((token) => !isSign(token, '(', ')', '⟬', '⟭'))
		.map(({ value }) => value)
		.join('');
	const base = Number(
		tokens
			.slice(at + 1)
			.map(({ value }) => ({ two: '2', three: '3', eight: '8', ten: '10', sixteen: '16' })[value] ?? value)
			.join('')
			.replace(/[⟬⟭]/g, ''),
	);
	if (at < 1 || !/^\d[\dA-F]*$/.test(digits) || !Number.isInteger(base) || base < 2 || base > 36) return undefined;
	if ([...digits].some((digit) => parseInt(digit, 36) >= base)) throw new UnreadableError(`${digits} has digits that base ${base} has not`);
	const value = [...digits].reduce((sum, digit) => sum * BigInt(base) + BigInt(parseInt(digit, 36)), 0n);
	if (base === 10) return [valueReading(calculate(numberOf(String(value))))];
	const inBase: Reading = { ...valueReading(calculate(numberOf(String(value)))), unit: 'in its base' };
	return /^\d+$/.test(digits)
		? [inBase, { ...valueReading(calculate(numberOf(digits))), unit: `base ${base}` }]
		: [inBase, { ...textReading(digits.toLowerCase()), unit: `base ${base}` }];
}

/** `6 : 8` is 3 : 4, and three-fold ones by their shares. */
function readRatio(tokens: readonly Token[]): readonly Reading[] | undefined {
	const parts = splitAt(tokens, [':']);
	if (parts.length === 1 || tokens.some(({ kind }) => kind === 'text')) return undefined;
	const values = parts.map(({ tokens: part }) => parseExpression(part));
	const [first, second] = values;
	if (first === undefined || second === undefined) return undefined;
	if (values.length === 2) return [valueReading(calculate(call('divide', first, second)))];
	const last = values.at(-1) ?? first;
	return [
		{ body: { kind: 'list', brackets: 'round', items: values.map((value) => [valueReading(calculate(call('divide', value, last)))]) } },
	];
}

function readWithUnit(tokens: readonly Token[], readItem: ReadItem): readonly Reading[] | undefined {
	const [first, second] = tokens;
	if (first?.kind === 'text' && currencySigns.has(first.value))
		return readPlain(tokens.slice(1), readItem).map((reading) => ({ unit: first.value, ...reading }));
	if (isSign(first, '-') && second !== undefined && currencySigns.has(second.value))
		return readPlain([first as Token, ...tokens.slice(2)], readItem).map((reading) => ({ unit: second.value, ...reading }));
	const letter = letterUnitAt(tokens);
	if (letter !== undefined)
		return [
			...readValue(tokens),
			...readPlain(tokens.slice(0, letter), readItem).map((reading) => ({ ...reading, unit: readUnit(tokens.slice(letter)) ?? '' })),
		];
	const at = unitAt(tokens);
	if (at === undefined || at === 0) return undefined;
	const unit = readUnit(tokens.slice(at));
	if (unit === null) return [textReading(tokens.map(({ value }) => value.toLowerCase()).join(' '))];
	return readPlain(tokens.slice(0, at), readItem).map((reading) => (unit === undefined ? reading : { ...reading, unit }));
}

function readValue(tokens: readonly Token[]): readonly Reading[] {
	try {
		return [valueReading(calculate(parseExpression(tokens)))];
	} catch (error) {
		const isKnown = tokens.some(({ kind, value }) => kind === 'command' && (uncalculated.has(value) || /^(?:begin|end):/.test(value)));
		if (!isKnown) throw error;
		return [textReading(tokens.map(({ value }) => value).join(''))];
	}
}

const valueReading = (value: Value): Reading => ({ body: { kind: 'value', value } });
