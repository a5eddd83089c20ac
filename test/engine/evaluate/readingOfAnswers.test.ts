import { describe, expect, it } from 'vitest';
import { createFormsOf } from '../../../nodes/engine/evaluate/answerForm';

const number = (text: string) => createFormsOf({ kind: 'number' })([{ text }])[0];
const choice = (text: string, choices = '') => createFormsOf({ kind: 'choice', choices })([{ text }])[0];

describe('a number that a person would read', () => {
	it.each([
		['The answer to question 3 is 7', '7'],
		['The answer to part 2 is 12.', '12'],
		['Answer (part 3): 9', '9'],
		['14 is the answer because there are 2 groups of 7.', '14'],
		['**14** is the final answer, since there are 2 boxes.', '14'],
		['I first thought 8 apples. It is 9.', '9'],
		['At first I thought the answer was 8. It is 9.', '9'],
		['The answer is 8. Wait, no, it is 9.', '9'],
		['The answer is 8.\nActually, it should be $9.', '9'],
		['The profit is $1.5M', '1500000'],
		['The answer is €2.3B.', '2300000000'],
		['The answer is __5__', '5'],
		['The answer is _5_ apples', '5'],
		['The answer is <b>5</b>', '5'],
		['She has <<5+3=8>>8 apples', '8'],
		['5+3=<<5+3=8>>8', '8'],
		['The answer is 20% of 50, which is 10.', '10'],
		['It is half of 10, so 5.', '5'],
		['Question 3: 7', '7'],
		['The answer is 18. Actually, let me check: 9 * 2 = 18, and she has 3 left.', '18'],
	])('%j is %s', (text, value) => {
		expect(number(text)).toBe(value);
	});

	it.each([
		'The ratio is 3:4.',
		'The train arrives at 14:30.',
		'The answer is half of 10',
		'a third of 12',
		'The answer is double 7',
		'20% of 50',
		'The answer is 3/4 of 100',
		'So the answer is 3 out of 4.',
		'It takes 2 hours and 30 minutes.',
		'The answer is 1.5M',
	])('%j is none', (text) => {
		expect(number(text)).toBeUndefined();
	});
});

describe('a choice that a person would read', () => {
	it.each([
		['Answer: B. Wait, no: C', 'c'],
		['Answer: B\nActually, it is C.', 'c'],
		['The answer is B. Correction: the answer is D', 'd'],
		['Answer: B. Hmm, actually C.', 'c'],
		['Answer: B, no doubt', 'b'],
		['Answer: B. Actually, this is well known.', 'b'],
		['B is the correct answer.', 'b'],
		['La bonne réponse est B', 'b'],
		['La réponse correcte est la lettre C.', 'c'],
		["La réponse est l'option B", 'b'],
		['La réponse B est correcte.', 'b'],
		['la respuesta correcta es la B', 'b'],
		['La respuesta es la opción C', 'c'],
		['La opción correcta es B', 'b'],
		['Die richtige Antwort ist B', 'b'],
		['Antwort B ist richtig', 'b'],
		['Option C ist richtig.', 'c'],
		['A resposta correta é a letra B', 'b'],
		['La risposta corretta è la B', 'b'],
		['答案是B', 'b'],
		['正确答案是 D。', 'd'],
		['选项B是正确的', 'b'],
		['我选择C', 'c'],
		['正解はCです', 'c'],
		['답은 B입니다', 'b'],
		['The correct option is (B).', 'b'],
		['Option B is correct', 'b'],
		['I choose C because it is shorter.', 'c'],
	])('%j is %s', (text, letter) => {
		expect(choice(text)).toBe(letter);
	});

	it.each([
		'X-ray',
		'The answer is T-shirt',
		'Answer: C-section',
		'E-mail',
		'Vitamin C',
		'Answer: A B-tree',
		'Option B is not correct',
		'I choose B or C',
	])('%j is none', (text) => {
		expect(choice(text)).toBeUndefined();
	});

	it('goes by the options where there are some', () => {
		expect(choice('Answer: X-ray', 'X-ray,MRI,CT')).toBe('x ray');
		expect(choice('La respuesta correcta es la B', 'A) Madrid\nB) Paris')).toBe('paris');
		expect(choice('Answer: Paris. Wait, no: Madrid', 'Paris,Madrid')).toBe('madrid');
	});
});
