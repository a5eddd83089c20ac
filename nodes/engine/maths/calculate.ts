import type { BigNumber, Fraction } from 'mathjs';
import { exactly } from './exactly';
import { unknownsOf, type Expression } from './expression';
import { fractionOf, math, MOST_FACTORIAL, operations, type Amount } from './math';
import { UnreadableError } from './unreadableError';
import { trigonometric } from './vocabulary';

const MOST_POWER_DIGITS = 7000;
const MOST_ANGLE = 1e15;
/** Every unknown is put in at so many places, two of them below zero. */
export const PLACES = 5;

/** A value as it is compared: exactly where it is a fraction, else by its digits at a few places. */
export interface Value {
	readonly expression: Expression;
	readonly exact?: Fraction;
	readonly amounts: ReadonlyArray<Amount | undefined>;
}

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
	return math.isBigNumber(amount) ? amount.abs().toNumber() : Math.hypot(amount.re, amount.im);
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
