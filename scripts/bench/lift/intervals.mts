import { createDraw } from '../memory/texts.mts';

/** A share with the bounds between which it lies in 95 of 100 such measurements. */
export interface Interval {
	readonly value: number;
	readonly low: number;
	readonly high: number;
}

const z = 1.959_964;
const draws = 2000;

/** The interval of a share of yes and no, after Wilson (1927): also where all or none say yes it has a width. */
export function wilson(yes: number, of: number): Interval {
	if (of === 0) return { value: 0, low: 0, high: 1 };
	const share = yes / of;
	const middle = (share + z ** 2 / (2 * of)) / (1 + z ** 2 / of);
	const half = (z / (1 + z ** 2 / of)) * Math.sqrt((share * (1 - share)) / of + z ** 2 / (4 * of ** 2));
	return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half) };
}

/** The interval of a mean, or of a mean of differences, by drawing the questions again 2,000 times; the same one for the same values. */
export function bootstrap(values: readonly number[]): Interval {
	const meanOf = (list: readonly number[]) => list.reduce((sum, each) => sum + each, 0) / Math.max(1, list.length);
	const draw = createDraw(95);
	const means = Array.from({ length: draws }, () => meanOf(values.map(() => values[draw(values.length)] ?? 0))).sort(
		(one, other) => one - other,
	);
	return { value: meanOf(values), low: means[Math.floor(draws * 0.025)] ?? 0, high: means[Math.ceil(draws * 0.975) - 1] ?? 0 };
}
