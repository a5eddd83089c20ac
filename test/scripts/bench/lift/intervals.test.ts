import { describe, expect, it } from 'vitest';
import { bootstrap, wilson } from '../../../../scripts/bench/lift/intervals.mts';

describe('wilson', () => {
	it('gives the bounds that the textbook gives', () => {
		const { value, low, high } = wilson(8, 10);
		expect(value).toBe(0.8);
		expect(low).toBeCloseTo(0.4902, 4);
		expect(high).toBeCloseTo(0.9433, 4);
	});

	it('has a width where all or none say yes, and knows nothing without questions', () => {
		expect(wilson(40, 40)).toMatchObject({ value: 1, high: 1 });
		expect(wilson(40, 40).low).toBeCloseTo(0.9124, 4);
		expect(wilson(0, 40).high).toBeCloseTo(0.0876, 4);
		expect(wilson(0, 0)).toEqual({ value: 0, low: 0, high: 1 });
	});
});

describe('bootstrap', () => {
	it('comes close to what the spread of the values says', () => {
		const values = Array.from({ length: 100 }, (_, index) => index % 2);
		const { value, low, high } = bootstrap(values);
		expect(value).toBe(0.5);
		expect(low).toBeGreaterThan(0.38);
		expect(low).toBeLessThan(0.42);
		expect(high).toBeGreaterThan(0.58);
		expect(high).toBeLessThan(0.62);
	});

	it('gives the same for the same values, and no width where they are all alike', () => {
		expect(bootstrap([0, 1, 1])).toEqual(bootstrap([0, 1, 1]));
		expect(bootstrap([0.4, 0.4])).toEqual({ value: 0.4, low: 0.4, high: 0.4 });
		expect(bootstrap([])).toEqual({ value: 0, low: 0, high: 0 });
	});
});
