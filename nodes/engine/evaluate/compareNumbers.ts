import { formsOfEach, type FormsOf, type InstantFormsOf } from './formsOf';
import { readNumber, type FoundNumber } from './readNumber';
import { createUnitReader } from './readUnit';

/** Fewer are too few to take a rounded number for the one that was calculated. */
const LEAST_DIGITS = 4;

const percentSign = /^\s?(?:\\?%|per\s?cent\b)/i;

/**
 * Makes the function that takes the final number out of each answer, in the asked unit where there is one.
 *
 * A percentage is the number that others give for the same: 50 % is 0.5 where another answer is 0.5 and none is 50, else 50. So is a fraction or a root: 1/3 is 0.3333 where another answer is.
 *
 * @throws InvalidInputError when the unit is none.
 */
export function compareNumbers(unit: string = ''): FormsOf & InstantFormsOf {
	const inUnit = unit.trim() === '' ? undefined : createUnitReader(unit.trim());
	return inUnit === undefined
		? formsOfEach(readNumber, compare)
		: formsOfEach(readNumber, (found) => found.map((each) => each && inUnit(each)));
}

function compare(found: ReadonlyArray<FoundNumber | undefined>): ReadonlyArray<string | undefined> {
	const plain = new Set(found.filter((each) => each !== undefined && !isPercentage(each)).map((each) => each?.number));
	const written = found.flatMap((each) => (each === undefined || each.isCalculated === true ? [] : [each.number]));
	return found.map((each) => {
		if (each !== undefined && isPercentage(each)) return ofPercentage(each.number, plain);
		return each?.isCalculated === true ? asRounded(each.number, written) : each?.number;
	});
}

function isPercentage({ after }: FoundNumber): boolean {
	return percentSign.test(after);
}

function ofPercentage(number: string, plain: ReadonlySet<string | undefined>): string {
	const share = String(Number((Number(number) / 100).toPrecision(15)));
	return plain.has(share) && !plain.has(number) ? share : number;
}

/** What others gave for a calculated number, rounded or cut to the digits that they wrote; the longest of these. */
function asRounded(number: string, written: readonly string[]): string {
	const value = Number(number);
	const [same] = written
		.filter((each) => {
			const decimals = /^-?\d+\.(\d+)$/.exec(each)?.[1]?.length ?? 0;
			const digits = each.replace(/^-?[0.]*|\./g, '').length;
			return (
				digits >= LEAST_DIGITS && decimals > 0 && Math.abs(Number(each) - value) < 10 ** -decimals && isRoundingOf(each, value, decimals)
			);
		})
		.sort((left, right) => right.length - left.length);
	return same ?? number;
}

function isRoundingOf(written: string, value: number, decimals: number): boolean {
	const scale = 10 ** decimals;
	return Number(written) === Number(value.toFixed(Math.min(decimals, 100))) || Number(written) === Math.trunc(value * scale) / scale;
}
