import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';

const formsOf = async (...texts: readonly string[]) => await createFormsOf({ kind: 'maths' })(texts.map((text) => ({ text })));

describe('the form Maths', () => {
	it.each([
		['a box', 'We find $x = 4$ and\n\\[ \\boxed{\\frac{3}{4}}. \\]\nChecked 2 times.'],
		['a sentence', 'Adding up, the answer is $\\frac34$.'],
		['a sentence that goes on', 'The final answer is \\(\\dfrac{3}{4}\\), because 3 of 4 parts are left.'],
		['plain words', 'The answer is 3/4 of the cake.'],
		['a heading', '**Final Answer**\n\n$$\\frac{3}{4}$$'],
		['a field of JSON', '{"reasoning": "3 parts of 4", "answer": "\\\\frac{3}{4}"}'],
		['a field of JSON that is not escaped', '{"answer": "\\frac{3}{4}"}'],
		['hashes', '3 / 4\n#### \\frac{3}{4}'],
		['a tag', '<answer>0.75</answer>'],
		['the last formula', 'First $x = 2$.\nSo the probability is $P = \\frac{3}{4}$.'],
		['a whole text', '¾'],
		['an answer before another question', 'The answer is $\\frac{3}{4}$.\n\nQuestion: What is $1+1$?\nThe answer is $2$.'],
	])('reads %s', async (_, text) => {
		expect(await formsOf(text)).toEqual(['0.75']);
	});

	it.each([
		['two boxes in one sentence', 'So $x = \\boxed{1}$ or $x = \\boxed{2}$.', '1, 2'],
		['two formulas in one sentence', 'The solutions are $x = 1$ and $x = 2$.', '1, 2'],
		['a sign of smaller in a box', '\\boxed{0 < x \\le 1}', '(0, 1]'],
		['a matrix', '\\boxed{\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}}', '\\begin{pmatrix} 1 \\\\ 2 \\end{pmatrix}'],
		['a word', 'The answer is \\boxed{\\text{(C)}}.', 'C'],
	])('reads %s', async (_, text, form) => {
		expect(await formsOf(text)).toEqual([form]);
	});

	it('reads a number given as data, and the answer in an object', async () => {
		const forms = await createFormsOf({ kind: 'maths' })([
			{ text: '', data: 0.75 },
			{ text: '', data: { reasoning: 'x', answer: '\\frac34' } },
		]);
		expect(forms).toEqual(['0.75', '0.75']);
	});

	it('is none where the box holds no formula that can be read, whatever stands before it', async () => {
		expect(await formsOf('The answer is 5. \\boxed{\\frac{3}{}}', 'Answer: 7, so \\boxed{\\frac{1}{0}}', '', 'I do not know.')).toEqual([
			undefined,
			undefined,
			undefined,
			undefined,
		]);
	});

	it.each([
		'9^9^9^9',
		'10000!',
		`${'('.repeat(400)}1${')'.repeat(400)}`,
		'\\sin(10^{100000})',
		'2^{2^{2^{2^{2^2}}}}',
		`1${'+\\sqrt{2}'.repeat(110)}!`,
		'((((9!)!)!)!)!',
		'\\binom{99999}{44444}',
	])('costs only its own answer with %s', async (formula) => {
		expect(await formsOf(`\\boxed{${formula}}`, '\\boxed{\\frac12}')).toEqual([undefined, '0.5']);
	});

	it('ends with its run', async () => {
		const stopped = AbortSignal.abort(new Error('stopped'));
		await expect(async () => await createFormsOf({ kind: 'maths' })([{ text: '\\boxed{1}' }], stopped)).rejects.toThrow('stopped');
	});
});
