import type { Fraction } from 'mathjs';
import type { Expression } from './expression';
import { fractionOf, math, MOST_FACTORIAL, operations } from './math';

/** A whole number with more bits is not calculated digit by digit. */
const MOST_BITS = 20_000;

/** The value as a fraction, undefined where it is none or has too many digits. */
export function exactly(expression: Expression): Fraction | undefined {
	if (expression.kind === 'number') return fractionOf(expression.digits);
	if (expression.kind !== 'call') return undefined;
	const args = expression.args.map(exactly);
	const [first, second] = args;
	if (first === undefined || args.some((arg) => arg === undefined)) return undefined;
	if (args.some((arg) => bitsOf(arg) > MOST_BITS)) return undefined;
	switch (expression.name) {
		case 'negate':
			return math.unaryMinus(first);
		case 'degrees':
			return first;
		case 'add':
		case 'subtract':
		case 'multiply':
			return operations[expression.name]?.(first, second) as Fraction;
		case 'divide':
			return isZero(second) ? undefined : (math.divide(first, second as Fraction) as Fraction);
		case 'pow':
			return powerOf(first, second as Fraction);
		case 'sqrt':
			return squareRootOf(first);
		case 'abs':
		case 'floor':
		case 'ceil':
			return operations[expression.name]?.(first) as Fraction;
		case 'factorial':
			return factorialOf(first);
		default:
			return undefined;
	}
}

interface Parts {
	readonly s: bigint;
	readonly n: bigint;
	readonly d: bigint;
}

const partsOf = (fraction: Fraction | undefined): Parts => fraction as unknown as Parts;
const isZero = (fraction: Fraction | undefined): boolean => partsOf(fraction).n === 0n;
const bitsOf = (fraction: Fraction | undefined): number =>
	Math.max(partsOf(fraction).n.toString(16).length, partsOf(fraction).d.toString(16).length) * 4;

function powerOf(base: Fraction, exponent: Fraction): Fraction | undefined {
	const { s, n, d } = partsOf(exponent);
	if (d === 2n && n === 1n && s > 0n) return squareRootOf(base);
	if (d !== 1n || n * BigInt(bitsOf(base)) > BigInt(MOST_BITS) || (isZero(base) && s <= 0n)) return undefined;
	const of = partsOf(base);
	const [over, under] = [(of.s * of.n) ** n, of.d ** n];
	return s < 0n ? math.fraction(under * (over < 0n ? -1n : 1n), over < 0n ? -over : over) : math.fraction(over, under);
}

function squareRootOf(fraction: Fraction): Fraction | undefined {
	const { s, n, d } = partsOf(fraction);
	if (s < 0n) return undefined;
	const [over, under] = [wholeRootOf(n), wholeRootOf(d)];
	return over === undefined || under === undefined ? undefined : math.fraction(over, under);
}

function wholeRootOf(square: bigint): bigint | undefined {
	if (square < 2n) return square;
	let root = 1n << BigInt(Math.ceil(square.toString(2).length / 2));
	for (let next = (root + square / root) >> 1n; next < root; next = (root + square / root) >> 1n) root = next;
	return root * root === square ? root : undefined;
}

function factorialOf(fraction: Fraction): Fraction | undefined {
	const { s, n, d } = partsOf(fraction);
	if (s < 0n || d !== 1n || n > BigInt(MOST_FACTORIAL)) return undefined;
	let product = 1n;
	for (let factor = 2n; factor <= n; factor++) product *= factor;
	return math.fraction(product, 1n);
}
