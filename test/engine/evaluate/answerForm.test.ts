import { describe, expect, it } from 'vitest';
import { createFormsOf, type AnswerForm } from '../../../nodes/engine/evaluate/answerForm';
import type { Answered } from '../../../nodes/engine/evaluate/formsOf';

const formIn = (form: Exclude<AnswerForm, { kind: 'maths' }>) => (answer: Answered) => createFormsOf(form)([answer])[0];

describe('the number in an answer', () => {
	const numberIn = formIn({ kind: 'number' });

	it.each([
		['The total is $1,000.50.', '1000.5'],
		['First 3, then 4, so 7', '7'],
		['The answer is 12 because 3 and 4 make 7', '12'],
		['16 - 9 = 7', '7'],
		['It falls to -5 degrees', '-5'],
		['20-5', '5'],
		['so \\boxed{42}. Checked 2 times.', '42'],
		['9 * 2 = 18\n#### 18\nDone in 4 steps', '18'],
		['{"reasoning": "3 + 4 = 7", "answer": "1,234"', '1234'],
		['**Answer:** 7.00 (of 9)', '7'],
		['-0', '0'],
		['It is 1/2 of it', '0.5'],
		['so 0.50', '0.5'],
		['so \\boxed{\\frac{1}{2}}', '0.5'],
		['thus -\\dfrac{3}{4}.', '-0.75'],
		['That takes 2 1/2 hours.', '2.5'],
		['That takes 2\\frac{1}{2} hours', '2.5'],
		['#### 12/4', '3'],
		['10 - 1/4 = 39/4', '9.75'],
		['Not 1/0', '0'],
		['On 3/4/2026', '2026'],
		['0/5', '0'],
		['It is -1/3', '-0.3333333333333333'],
		['in src/1/2', '2'],
		['9/18 students, so 9', '9'],
		['9007199254740993', '9007199254740993'],
	])('in %j is %s', (text, number) => {
		expect(numberIn({ text })).toBe(number);
	});

	it('is absent where there is none', () => {
		expect(numberIn({ text: 'I do not know' })).toBeUndefined();
	});

	it.each([[' '], ['7'], ['0'], ['1/'], ['\\frac{1}'], ['1 ']])('is found in a megabyte of %j', (part) => {
		expect(numberIn({ text: `#### 5\n${part.repeat(1_000_000 / part.length)}` })).toBe('5');
	});

	it('is the parsed answer where that is a number', () => {
		expect(numberIn({ text: '{"x": 1}', data: 5 })).toBe('5');
	});
});

describe('the text of an answer', () => {
	const textOf = formIn({ kind: 'text' });

	it.each([['Paris'], [' paris. '], ['**Paris**'], ['"PARIS"'], ['```\nParis\n```']])('%j is the same answer as Paris', (text) => {
		expect(textOf({ text })).toBe('paris');
	});

	it.each([['B'], ['(B)'], ['B)'], ['[B]'], ['**B**'], ['\\boxed{B}'], ['\\boxed{\\text{B}}'], ['Answer: B'], ['The answer is B.']])(
		'%j is the same answer as B',
		(text) => {
			expect(textOf({ text })).toBe('b');
		},
	);

	it('stays whole where it is more than an answer', () => {
		expect(textOf({ text: 'Oslo. The answer is clear' })).toBe('oslo the answer is clear');
		expect(textOf({ text: 'The answer is Oslo (Norway)' })).toBe('oslo (norway)');
		expect(textOf({ text: '{"answer": "B"}' })).toBe('{"answer": "b"}');
	});

	it('is absent when there is none', () => {
		expect(textOf({ text: ' \n' })).toBeUndefined();
	});
});

describe('a choice', () => {
	it('is a letter, or one of the named options', () => {
		expect(formIn({ kind: 'choice' })({ text: 'The answer is (B).' })).toBe('b');
		expect(formIn({ kind: 'choice', choices: 'approve, reject' })({ text: 'I reject it' })).toBe('reject');
	});
});

describe('a field of an answer', () => {
	it('is found below other fields, whatever the order of keys and however a number is written', () => {
		const fieldOf = formIn({ kind: 'field', path: 'result.size' });
		expect(fieldOf({ text: '{"result": {"size": {"b": 1, "a": 2}}}' })).toBe(
			fieldOf({ text: '', data: { result: { size: { a: 2, b: 1 } } } }),
		);
		expect(fieldOf({ text: '{"result": {"size": "18"}}' })).toBe(fieldOf({ text: '{"result": {"size": 18}}' }));
		expect(fieldOf({ text: '{"result": null}' })).toBeUndefined();
	});
});

describe('a field of an answer that a model wrote its own way', () => {
	const fieldsOf = (texts: readonly string[]) => createFormsOf({ kind: 'field', path: 'answer' })(texts.map((text) => ({ text })));

	it.each([
		'{\n "reasoning": "first this\nthen that",\n "answer": "18"\n}',
		'The set {1, 2} gives it:\n```json\n{"answer": "18"}\n```',
		'{"answer": 17}\nOn reflection:\n{"answer": 18}',
		'{"answer": 18}\nwith {"steps": 3}',
		'{"answer": "$18"}',
		'{"answer": "18.00"}',
		'{"answer": "18 eggs"}',
		'{"answer": "9 * 2 = 18"}',
		'{"answer": 18, "reasoning": "as 9 * 2 is',
		"{'answer': '18', 'sure': True}",
	])('%j is the same answer as 18', (text) => {
		expect(fieldsOf([text, '{"answer": 18}'])).toEqual(['18', '18']);
	});

	it('is none where it is cut off itself', () => {
		expect(fieldsOf(['{"reasoning": "as 9 * 2 is 18", "answer": 1', '{"reasoning": "so', '{"answer": ""}'])).toEqual([
			undefined,
			undefined,
			undefined,
		]);
	});

	it('stays with its unit where nobody gives the bare number', () => {
		expect(fieldsOf(['{"answer": "5 km"}', '{"answer": "5 m"}'])).toEqual(['5 km', '5 m']);
	});
});

describe('a pattern in an answer', () => {
	it('catches its first group in its last match', () => {
		const caught = formIn({ kind: 'pattern', pattern: '^Answer: (.+)$' });
		expect(caught({ text: 'Answer: yes\nOn reflection:\nAnswer: No\n' })).toBe('no');
		expect(caught({ text: 'none' })).toBeUndefined();
	});

	it('takes the whole match where there is no group, and flags between slashes', () => {
		expect(formIn({ kind: 'pattern', pattern: '/YES|NO/i' })({ text: 'well, yes' })).toBe('yes');
	});
});
