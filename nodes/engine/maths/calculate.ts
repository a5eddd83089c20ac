import type { BigNumber, Complex, Fraction, MathJsInstance } from 'mathjs';
import mathjs from 'mathjs/lib/browser/math.js';
import { unknownsOf, type Expression } from './expression';
import { UnreadableError } from './unreadableError';
import { trigonometric } from './vocabulary';

/** Significant digits that values are calculated with, and those by which they are compared. */
const PRECISION = 64;
/** A whole number with more bits is not calculated digit by digit. */
const MOST_BITS = 20_000;
const MOST_FACTORIAL = 500;
const MOST_POWER_DIGITS = 7000;
const MOST_ANGLE = 1e15;
/** Every unknown is put in at so many places, two of them below zero. */
const PLACES = 5;

export type Amount = BigNumber | Complex;

/** A value as it is compared: exactly where it is a fraction, else by its digits at a few places. */
export interface Value {
	readonly expression: Expression;
	readonly exact?: Fraction;
	readonly amounts: ReadonlyArray<Amount | undefined>;
}

const math: MathJsInstance = mathjs.create(mathjs.all ?? {}, { number: 'BigNumber', precision: PRECISION });
const operations = math as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

const constants = {
	pi: operations['acos']?.(math.bignumber(-1)) as BigNumber,
	e: operations['exp']?.(math.bignumber(1)) as BigNumber,
};

/**
 * Calculates a formula.
 *
 * @throws UnreadableError where it has no value anywhere, as 1/0.
 */
export function calculate(expression: Expression): Value {
	const unknowns = unknownsOf(expression);
	const exact = unknowns.size === 0 ? exactly(expression) : undefined;
	const places = unknowns.size === 0 ? 1 : PLACES;
	const amounts = Array.from({ length: places }, (_, place) => amountAt(expression, place));
	if (amounts.every((amount) => amount === undefined)) throw new UnreadableError('The formula has no value');
	return { expression, amounts, ...(exact === undefined ? {} : { exact }) };
}

function amountAt(expression: Expression, place: number): Amount | undefined {
	try {
		const amount = evaluate(expression, place);
		return isFinite(amount) ? amount : undefined;
	} catch (error) {
		if (error instanceof RangeError) throw new UnreadableError('The formula is too large');
		return undefined;
	}
}

function evaluate(expression: Expression, place: number): Amount {
	if (expression.kind === 'number') return toAmount(fractionOf(expression.digits));
	if (expression.kind === 'constant') return constantOf(expression.name);
	if (expression.kind === 'unknown') return placeOf(expression.name, place);
	const args = expression.args.map((arg) => evaluate(arg, place));
	const [first, second] = args;
	if (first === undefined) throw new UnreadableError('Nothing to calculate');
	if (expression.name.startsWith('function '))
		return operations['sin']?.(operations['multiply']?.(first, placeOf(expression.name, 0))) as Amount;
	if (expression.name === 'negate') return operations['unaryMinus']?.(first) as Amount;
	if (expression.name === 'degrees') return first;
	if (expression.name === 'nthRoot') return rootOf(first, second);
	if (expression.name === 'factorial' || expression.name === 'combinations') return counted(expression.name, args);
	if (expression.name === 'pow') checkSize(first, second);
	if (trigonometric.has(expression.name)) checkAngle(first);
	if (expression.name === 'log' || expression.name === 'log10') checkPositive(first);
	const operation = operations[expression.name];
	if (operation === undefined) throw new UnreadableError(`${expression.name} is not calculated`);
	return operation(...args) as Amount;
}

/** A root of a negative number is real where its degree is odd. */
function rootOf(of: Amount, degree: Amount | undefined): Amount {
	if (degree !== undefined && math.isBigNumber(of) && math.isBigNumber(degree)) return operations['nthRoot']?.(of, degree) as Amount;
	return operations['pow']?.(of, operations['divide']?.(math.bignumber(1), degree)) as Amount;
}

function counted(name: string, args: readonly Amount[]): Amount {
	for (const arg of args)
		if (!math.isBigNumber(arg) || !arg.isInteger() || arg.abs().gt(MOST_FACTORIAL)) throw new UnreadableError('Too large to be counted');
	return operations[name]?.(...args) as Amount;
}

function checkPositive(of: Amount): void {
	if (math.isBigNumber(of) && of.isZero()) throw new UnreadableError('Zero has no logarithm');
}

/** Powers beyond that many digits are not calculated. */
function checkSize(base: Amount, exponent: Amount | undefined): void {
	const [of, by] = [sizeOf(base), exponent === undefined ? 0 : sizeOf(exponent)];
	if (of > 0 && Math.abs(Math.log10(of)) * by > MOST_POWER_DIGITS) throw new RangeError('The power is too large');
}

function checkAngle(angle: Amount): void {
	if (sizeOf(angle) > MOST_ANGLE) throw new RangeError('The angle is too large');
}

function sizeOf(amount: Amount): number {
	return math.isBigNumber(amount) ? amount.abs().toNumber() : Math.hypot((amount as Complex).re, (amount as Complex).im);
}

function constantOf(name: 'pi' | 'e' | 'i'): Amount {
	if (name === 'i') return math.complex(0, 1);
	return constants[name];
}

/** Where an unknown is put in: the same for the same name, and no two names at one place. */
function placeOf(name: string, place: number): BigNumber {
	let hash = 2_166_136_261;
	for (const letter of `${name} ${place}`) hash = Math.imul(hash ^ letter.charCodeAt(0), 16_777_619) >>> 0;
	hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_507) >>> 0;
	const size = math.bignumber(`${1 + hash / 2 ** 32}${place + 1}37`);
	return place < PLACES - 2 ? size : size.negated();
}

function isFinite(amount: Amount): boolean {
	if (math.isBigNumber(amount)) return amount.isFinite();
	return math.isComplex(amount) && Number.isFinite(amount.re) && Number.isFinite(amount.im);
}

function toAmount(fraction: Fraction): BigNumber {
	const { s, n, d } = fraction as unknown as { readonly s: bigint; readonly n: bigint; readonly d: bigint };
	return math.bignumber(String(s * n)).div(math.bignumber(String(d)));
}

function fractionOf(digits: string): Fraction {
	const [written = '', power] = digits.toLowerCase().split('e');
	const fraction = math.fraction(written);
	if (power === undefined) return fraction;
	const scale = math.fraction(10n ** BigInt(Math.abs(Number(power))), 1n);
	return (Number(power) < 0 ? math.divide(fraction, scale) : math.multiply(fraction, scale)) as Fraction;
}

/** Below this share of the larger, a difference is what calculating left over. */
const NOISE = math.bignumber('1e-40');
const COMPLEX_NOISE = 1e-10;
/** Beyond, the digits that are calculated do not tell neighbours apart. */
const MOST_COMPARED = math.bignumber('1e40');

/** Whether two formulas have the same value, wherever both have one. */
export function isSameValue(left: Value, right: Value): boolean {
	if (left.exact !== undefined && right.exact !== undefined) return math.equal(left.exact, right.exact) as boolean;
	const places = Math.max(left.amounts.length, right.amounts.length);
	let compared = 0;
	for (let place = 0; place < places; place++) {
		const [one, other] = [amountIn(left, place), amountIn(right, place)];
		if (one === undefined || other === undefined || (places > 1 && math.isComplex(one) !== math.isComplex(other))) continue;
		if (!isClose(one, other)) return false;
		if (isBeyond(one) && JSON.stringify(left.expression) !== JSON.stringify(right.expression)) return false;
		compared++;
	}
	return compared * 2 >= places;
}

export const amountIn = ({ amounts }: Value, place: number): Amount | undefined => (amounts.length === 1 ? amounts[0] : amounts[place]);

function isBeyond(amount: Amount): boolean {
	return math.isBigNumber(amount) && amount.abs().gt(MOST_COMPARED);
}

function isClose(one: Amount, other: Amount): boolean {
	if (math.isBigNumber(one) && math.isBigNumber(other)) {
		const scale = maximum(one.abs(), other.abs());
		return one.minus(other).abs().lte(scale.times(NOISE));
	}
	const [left, right] = [toComplex(one), toComplex(other)];
	const scale = Math.max(1, Math.hypot(left.re, left.im), Math.hypot(right.re, right.im));
	return Math.hypot(left.re - right.re, left.im - right.im) <= scale * COMPLEX_NOISE;
}

/** The larger of both and of one: sums leave noise of the size of what was added. */
function maximum(one: BigNumber, other: BigNumber): BigNumber {
	const larger = one.gt(other) ? one : other;
	return larger.gt(1) ? larger : math.bignumber(1);
}

function toComplex(amount: Amount): Complex {
	return math.isBigNumber(amount) ? math.complex(amount.toNumber(), 0) : (amount as Complex);
}

/** Whether one formula is the other times a number that is not zero; `isPositive` where that number must be above zero. */
export function isMultipleOf(left: Value, right: Value, isPositive: boolean): boolean {
	let factor: Amount | undefined;
	let compared = 0;
	for (let place = 0; place < PLACES; place++) {
		const [one, other] = [amountIn(left, place), amountIn(right, place)];
		if (!math.isBigNumber(one) || !math.isBigNumber(other)) continue;
		if (one.isZero() || other.isZero()) {
			if (one.isZero() !== other.isZero()) return false;
			continue;
		}
		const quotient = one.div(other);
		if (factor === undefined) factor = quotient;
		if (!isClose(factor, quotient) || (isPositive && quotient.isNegative())) return false;
		compared++;
	}
	return compared > 1;
}

/** Below zero where the first is the smaller one; undefined where one is not real. */
export function compareValues(left: Value, right: Value): number | undefined {
	if (isSameValue(left, right)) return 0;
	const [one, other] = [left.amounts[0], right.amounts[0]];
	if (left.amounts.length > 1 || right.amounts.length > 1 || !math.isBigNumber(one) || !math.isBigNumber(other)) return undefined;
	return one.comparedTo(other);
}

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
