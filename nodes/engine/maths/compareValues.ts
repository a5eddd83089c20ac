import type { BigNumber, Complex } from 'mathjs';
import { PLACES, type Value } from './calculate';
import { math, type Amount } from './math';

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

const amountIn = ({ amounts }: Value, place: number): Amount | undefined => (amounts.length === 1 ? amounts[0] : amounts[place]);

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
	return math.isBigNumber(amount) ? math.complex(amount.toNumber(), 0) : amount;
}
