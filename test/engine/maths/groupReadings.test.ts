import { describe, expect, it } from 'vitest';
import { groupReadings } from '../../../nodes/engine/maths/groupReadings';
import { readAnswer } from '../../../nodes/engine/maths/readAnswer';
import { UnreadableError } from '../../../nodes/engine/maths/unreadableError';
import { different, same, unreadable } from './answers';

const formsOf = (formulas: readonly string[]) => groupReadings(formulas.map((formula) => ({ formula, readings: readAnswer(formula) })));

describe('answers that are formulas', () => {
	it.each(same.map((row) => [row[0], row] as const))('are one, however %s is written', (_, row) => {
		const forms = formsOf(row);
		expect(forms).toEqual(row.map(() => forms[0]));
		for (const spelling of row.slice(1)) {
			const [first, second] = formsOf([row[0] ?? '', spelling]);
			expect([spelling, second]).toEqual([spelling, first]);
		}
	});

	it.each(different.map((row) => [row[0], row] as const))('are others than %s where they differ', (_, row) => {
		expect(new Set(formsOf(row)).size).toBe(row.length);
	});

	it.each(unreadable)('are none as %s', (formula) => {
		expect(() => readAnswer(formula)).toThrow(UnreadableError);
	});

	it('are shown in few characters', () => {
		expect(formsOf(['\\dfrac{6}{8}', '\\frac{2}{3}', '\\left\\{3, 1\\right\\}', 'x \\le 2', '2\\sqrt{3}', '5\\text{ cm}'])).toEqual([
			'0.75',
			'2/3',
			'{1, 3}',
			'(-∞, 2]',
			'2\\sqrt{3}',
			'5 cm',
		]);
	});

	it('join the larger group where they fit two that differ', () => {
		expect(formsOf(['5 cm', '5 m', '5 m', '5'])).toEqual(['5 cm', '5 m', '5 m', '5 m']);
		expect(formsOf(['50\\%', '0.5', '50'])).toEqual(['50 %', '0.5', '50 %']);
	});
});

describe('every spelling of a value', () => {
	const spellings = (over: number, under: number) => [
		`\\frac{${over}}{${under}}`,
		`\\dfrac{${over}}{${under}}`,
		`${over}/${under}`,
		`$\\frac{${3 * over}}{${3 * under}}$`,
		`\\left(\\frac{${over}}{${under}}\\right)`,
		`x = \\frac{${over}}{${under}}`,
		`\\frac{-${over}}{-${under}}`,
		`${over} \\div ${under}`,
		`${over} \\cdot ${under}^{-1}`,
		`\\frac{${over}}{${under}} \\text{ cm}`,
	];
	const roots = (factor: number, under: number) => [
		`${factor}\\sqrt{${under}}`,
		`\\sqrt{${factor * factor * under}}`,
		`${factor}√${under}`,
		`${factor}*sqrt(${under})`,
		`\\frac{${factor * under}}{\\sqrt{${under}}}`,
		`${factor}\\cdot ${under}^{\\frac{1}{2}}`,
	];

	it('is one answer, and no two values are', () => {
		const values = [
			...[2, 3, 5, 7, 11].flatMap((over) => [13, 17, 19].map((under) => spellings(over, under))),
			...[2, 3, 4, 5].flatMap((factor) => [2, 3, 5, 6, 7].map((under) => roots(factor, under))),
		];
		const forms = formsOf(values.flat());
		const byValue = values.map((value, index) => {
			const from = values.slice(0, index).flat().length;
			return new Set(forms.slice(from, from + value.length));
		});
		expect(byValue.map(({ size }) => size)).toEqual(values.map(() => 1));
		expect(new Set(forms).size).toBe(values.length);
	});
});
