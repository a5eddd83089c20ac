import { describe, expect, it } from 'vitest';
import { compareNumbers } from '../../../nodes/engine/evaluate/compareNumbers';

const formsOf = (texts: readonly string[], unit?: string) => compareNumbers(unit)(texts.map((text) => ({ text })));

describe('percentages', () => {
	it.each([
		[
			['It is 50 %', 'So 1/2', 'The answer is 0.5'],
			['0.5', '0.5', '0.5'],
		],
		[
			['It is 50 %', 'It is 50 percent', 'So 50'],
			['50', '50', '50'],
		],
		[
			['so \\boxed{50\\%}', '#### 0.50'],
			['0.5', '0.5'],
		],
		[
			['33.3%', '0.333'],
			['0.333', '0.333'],
		],
		[
			['It is 50 %', '0.5', '50'],
			['50', '0.5', '50'],
		],
		[
			['50%', '25%'],
			['50', '25'],
		],
		[
			['7%', '0.07'],
			['0.07', '0.07'],
		],
	])('%j are compared as %j', (texts, forms) => {
		expect(formsOf(texts)).toEqual(forms);
	});
});

describe('units', () => {
	it.each([
		['km', ['1500 m', '1.5 km', 'It is 1.5 kilometres long', '1.5'], ['1.5', '1.5', '1.5', '1.5']],
		['min', ['1.5 hours', '90 minutes in all', 'so 5400 s'], ['90', '90', '90']],
		['°C', ['20 °C', '68 degrees Fahrenheit', '293.15 K', '20'], ['20', '20', '20', '20']],
		['kg', ['2000g', 'That makes 2 kg.'], ['2', '2']],
		['m²', ['5 m²', '50000 cm²'], ['5', '5']],
		['km/h', ['100 km/h', '100 kph'], ['100', '100']],
	])('in %s, %j are %j', (unit, texts, forms) => {
		expect(formsOf(texts, unit)).toEqual(forms);
	});

	it('leave out an answer in a unit of another kind', () => {
		expect(formsOf(['It takes 3 hours', '3 km'], 'km')).toEqual([undefined, '3']);
	});

	it('are none where the next word is none', () => {
		expect(formsOf(['5 in all', '5 apples', '5 at least', 'the answer is 5'], 'km')).toEqual(['5', '5', '5', '5']);
	});

	it('do not count where none is asked', () => {
		expect(formsOf(['5 km', '5 m'])).toEqual(['5', '5']);
	});

	it('are refused by name where they are none', () => {
		expect(() => compareNumbers('smoot')).toThrow('"smoot" is not a known unit');
	});
});
