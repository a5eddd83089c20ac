import type { BigNumber, Complex, Fraction, MathJsInstance } from 'mathjs';
import mathjs from 'mathjs/lib/browser/math.js';

/** Significant digits that values are calculated with. */
const PRECISION = 64;

export type Amount = BigNumber | Complex;

export const math: MathJsInstance = mathjs.create(mathjs.all ?? {}, { number: 'BigNumber', precision: PRECISION });

/** The library's functions by their names, as a formula has them. */
export const operations = math as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;

/** Larger ones are not counted. */
export const MOST_FACTORIAL = 500;

/** A number as it is written, exactly. */
export function fractionOf(digits: string): Fraction {
	const [written = '', power] = digits.toLowerCase().split('e');
	const fraction = math.fraction(written);
	if (power === undefined) return fraction;
	const scale = math.fraction(10n ** BigInt(Math.abs(Number(power))), 1n);
	return (Number(power) < 0 ? math.divide(fraction, scale) : math.multiply(fraction, scale)) as Fraction;
}
