import { calculate, type Value } from './calculate';
import { exactly } from './exactly';
import { call, unknownsOf } from './expression';
import { parseExpression } from './parseExpression';
import type { Reading, Span } from './reading';
import { readPlain } from './readPlain';
import { textReading } from './readText';
import { complementOf, spanBetween } from './spans';
import { isSign, splitAt, type Part, type Token } from './token';
import { UnreadableError } from './unreadableError';
import { greek } from './vocabulary';

const orders = ['<', '>', '≤', '≥'];
/** What an answer is said to be equal to tells two answers apart only for these: a line x = 5 is not y = 5, but n = 5 is k = 5. */
const telling = new Set(['x', 'y', 'z', 'r', 'theta']);

/** Reads one item of an answer: a value, or what is said of one by `=`, `<`, `≠`, `∈`. */
export function readItem(tokens: readonly Token[]): readonly Reading[] {
	const parts = splitAt(tokens, ['=', ...orders, '≠', '≈', '∈']);
	if (parts.length === 1) return plain(tokens);
	const relations = parts.slice(1).map(({ sign }) => sign);
	if (relations.includes('≈')) return readAbout(parts);
	if (relations.every((sign) => sign === '=')) return readEquation(parts);
	const [left, right] = parts.map(({ tokens: side }) => side);
	if (left === undefined || right === undefined) throw new UnreadableError('A side is missing');
	if (relations.every((sign) => orders.includes(sign))) return readInequality(parts);
	if (parts.length === 2 && relations[0] === '∈') return labelled(plain(right), labelOf(left));
	if (parts.length === 2 && relations[0] === '≠') {
		const spans = complementOf(plain(right));
		if (spans !== undefined) return labelled([{ body: { kind: 'spans', spans } }], labelOf(left));
	}
	return [asWritten(tokens)];
}

function plain(tokens: readonly Token[]): readonly Reading[] {
	return readPlain(tokens, readItem);
}

/** Equal only to what is written alike. */
export function asWritten(tokens: readonly Token[]): Reading {
	return textReading(tokens.map(({ value }) => value).join(''));
}

/** What stands before the sign is exact, unless it only names what follows. */
function readAbout(parts: readonly Part[]): readonly Reading[] {
	const at = parts.findIndex(({ sign }) => sign === '≈');
	const before = parts.slice(0, at);
	const [only] = before;
	if (before.length > 1) return readItem(before.flatMap(({ sign, tokens }) => (sign === '' ? tokens : [equals, ...tokens])));
	const label = labelOf(only?.tokens ?? []);
	return label === undefined ? plain(only?.tokens ?? []) : labelled(plain(parts[at]?.tokens ?? []), label);
}

const equals: Token = { kind: 'sign', value: '=', isSpaced: false };

function readEquation(parts: readonly Part[]): readonly Reading[] {
	const sides = parts.map(({ tokens }) => tokens);
	const [first = [], last = []] = [sides[0], sides.at(-1)];
	if (first.length === 0 || last.length === 0) throw new UnreadableError('A side is missing');
	if (sides.length > 2)
		return labelOf(last) === undefined ? labelled(plain(last), labelOf(first)) : readEquation([parts[0] as Part, parts.at(-2) as Part]);
	const [left, right] = labelOf(first) === undefined && labelOf(last) !== undefined ? [last, first] : [first, last];
	const label = labelOf(left);
	const difference = differenceOf(left, right);
	const equation: Reading[] = difference === undefined ? [] : [{ body: { kind: 'equation', difference } }];
	if (label === undefined) return difference === undefined ? labelled(plain(right), '') : [...ofConstant(left, right), ...equation];
	if (left.length === 1 && namesIn(right).has(left[0]?.value ?? ''))
		return equation.length > 0 ? equation : [asWritten([...left, equals, ...right])];
	const values = labelled(plain(right), label);
	return [...values, ...equation];
}

/** `3 + 4 = 7` is 7, `m + n = 7` is called 7, and `x^2 + y^2 = 7` is an equation. */
function ofConstant(left: readonly Token[], right: readonly Token[]): readonly Reading[] {
	const isSum = left.every((token) => token.kind === 'name' || isSign(token, '+'));
	const isCalculation = left.every(({ kind }) => kind !== 'name');
	if (!isSum && !isCalculation) return [];
	const value = plain(right);
	return value.some(({ body }) => body.kind === 'value' && body.value.amounts.length === 1) ? value : [];
}

function differenceOf(left: readonly Token[], right: readonly Token[]): Value | undefined {
	try {
		const difference = call('subtract', parseExpression(left), parseExpression(right));
		return unknownsOf(difference).size === 0 ? undefined : calculate(difference);
	} catch {
		return undefined;
	}
}

function namesIn(tokens: readonly Token[]): Set<string> {
	return new Set(tokens.filter(({ kind }) => kind === 'name' || kind === 'command').map(({ value }) => value));
}

function labelled(readings: readonly Reading[], label: string | undefined): readonly Reading[] {
	return label === undefined || label === '' ? readings : readings.map((reading) => ({ ...reading, label }));
}

/** The name that a value is given; empty for names that do not tell answers apart, undefined for a formula. */
function labelOf(tokens: readonly Token[]): string | undefined {
	const [first, second] = tokens;
	if (first === undefined) return undefined;
	if (tokens.every(({ kind }) => kind === 'text')) return '';
	const isName = first.kind === 'name' || (first.kind === 'command' && greek.has(first.value));
	if (isName && tokens.length === 1) return telling.has(first.value) ? first.value : '';
	if (isName && isSign(second, '(') && isSign(tokens.at(-1), ')')) return /^[a-zA-Z]$/.test(first.value) && tokens.length === 4 ? 'y' : '';
	if (isName && isSign(second, '_', "'", '^') && tokens.slice(2).every((token) => token.kind !== 'sign' || "⟬⟭-'()".includes(token.value)))
		return isSign(second, '^') && !isInverse(tokens) ? undefined : '';
	if (tokens.length > 1 && tokens.length < 5 && tokens.every(({ kind, value }) => kind === 'name' && /[A-Z]/.test(value))) return '';
	if (isSign(first, '(') && isSign(tokens.at(-1), ')') && tokens.some((token) => isSign(token, ',')))
		return tokens.every((token) => token.kind !== 'number') ? '' : undefined;
	if (isSign(first, '|') && tokens.slice(1, -1).every(({ value }) => /^[A-Z]$/.test(value))) return '';
	if (first.kind === 'command' && ['angle', 'triangle', 'vec', 'overline', 'det', 'max', 'min', 'gcd', 'lcm'].includes(first.value))
		return '';
	return first.kind === 'command' && first.value === 'frac' && tokens.filter(({ value }) => value === 'd').length === 2 ? '' : undefined;
}

/** `f^{-1}(x)`, and not `x^2`. */
function isInverse(tokens: readonly Token[]): boolean {
	return isSign(tokens.at(-1), ')') || tokens.some((token) => isSign(token, '-'));
}

function readInequality(parts: readonly Part[]): readonly Reading[] {
	const sides = parts.map(({ tokens }) => tokens);
	const signs = parts.slice(1).map(({ sign }) => sign);
	const [first = [], second = [], third = []] = sides;
	if (sides.some((side) => side.length === 0) || sides.length > 3) throw new UnreadableError('A side is missing');
	if (sides.length === 3)
		return (
			between(first, second, third, signs) ?? [asWritten(parts.flatMap(({ sign, tokens }) => [{ ...equals, value: sign }, ...tokens]))]
		);
	const [sign = '<'] = signs;
	const isLabelLeft = labelOf(first) !== undefined;
	const [name, bound] = isLabelLeft ? [first, second] : [second, first];
	const label = labelOf(name);
	const value = label === undefined ? undefined : constantOf(bound);
	const isUpper = isLabelLeft === '<≤'.includes(sign);
	const isClosed = '≤≥'.includes(sign);
	if (value !== undefined) {
		const span: Span | undefined =
			value === 'infinite'
				? undefined
				: isUpper
					? { high: value, hasHigh: isClosed, hasLow: false }
					: { low: value, hasLow: isClosed, hasHigh: false };
		if (span !== undefined) return labelled([{ body: { kind: 'spans', spans: [span] } }], label);
	}
	const excess = '<≤'.includes(sign) ? differenceOf(second, first) : differenceOf(first, second);
	return [
		excess === undefined
			? asWritten([...first, { ...equals, value: sign }, ...second])
			: { body: { kind: 'inequality', excess, isStrict: !isClosed } },
	];
}

function between(
	first: readonly Token[],
	name: readonly Token[],
	third: readonly Token[],
	signs: readonly string[],
): readonly Reading[] | undefined {
	const label = labelOf(name);
	const isRising = signs.every((sign) => '<≤'.includes(sign));
	if (label === undefined || !(isRising || signs.every((sign) => '>≥'.includes(sign)))) return undefined;
	const closed = signs.map((sign) => '≤≥'.includes(sign));
	const [low, high] = (isRising ? [first, third] : [third, first]).map(constantOf);
	const [hasLow = false, hasHigh = false] = isRising ? closed : closed.toReversed();
	if (low === undefined || high === undefined) return undefined;
	return labelled([{ body: { kind: 'spans', spans: [spanBetween(low, high, { hasLow, hasHigh })] } }], label);
}

function constantOf(tokens: readonly Token[]): Value | 'infinite' | undefined {
	if (tokens.at(-1)?.value === 'infty' && tokens.length < 3) return 'infinite';
	const [reading] = plain(tokens);
	return reading?.body.kind === 'value' && (reading.body.value.amounts.length === 1 || exactly(reading.body.value.expression) !== undefined)
		? reading.body.value
		: undefined;
}
