import { describe, expect, it } from 'vitest';
import { createChoiceReader } from '../../../nodes/engine/evaluate/readChoice';

const choiceIn = (text: string, choices = '') => createChoiceReader(choices)({ text });

describe('a letter', () => {
	it.each([
		'B',
		'b',
		'(B)',
		'(b)',
		'B)',
		'[B]',
		'{B}',
		'B.',
		'**B**',
		'**(B)**',
		'`B`',
		'"B"',
		'$B$',
		'Option B',
		'option B.',
		'\\boxed{B}',
		'\\boxed{\\text{B}}',
		'\\boxed{\\textbf{(B)}}',
		'$\\boxed{\\mathrm{B}}$',
		'\\boxed{B) Paris}',
		'Answer: B',
		'**Answer:** B) Paris',
		'ANSWER: (B) Paris',
		'The answer is B.',
		'The answer is (B), as A is wrong.',
		'The correct answer is option B because C is wrong',
		'The answer is B: Paris',
		'**Final Answer**\n\n(B)',
		'<answer>B</answer>',
		'{"reasoning": "A is wrong", "answer": "B"}',
		'Antwort: B',
		'答案：B',
		'答案是B',
		'A is wrong and C is wrong.\n\nB',
		'A good start is to look at C.\n\n**B) Paris**',
		'B) Paris\n\nA good reason is that C is wrong.',
		'Not A. I first thought the answer is A.\nThe answer is B.',
		'Answer: not A but B',
		'#### B',
		'B is correct.',
	])('is b in %j', (text) => {
		expect(choiceIn(text)).toBe('b');
	});

	it.each([
		'A good question.',
		'I think that it is hard to say',
		'The answer is A and C.',
		'Answer: B, C',
		'Answer: A or B',
		'A) Rome\nB) Paris\nC) Oslo',
		'The answer is a matter of taste.',
		'No idea',
		'Paris',
		'',
	])('is none in %j', (text) => {
		expect(choiceIn(text)).toBeUndefined();
	});
});

describe('yes and no', () => {
	it.each([
		['Yes', 'yes'],
		['yes.', 'yes'],
		['Yes, because no one objects.', 'yes'],
		['No. The first is yes.\nSo, no.', 'no'],
		['The answer is: **No**', 'no'],
		['{"answer": "yes"}', 'yes'],
		['\\boxed{\\text{No}}', 'no'],
		['Antwort: Nein', 'no'],
		['答案：是', 'yes'],
		['True', 'true'],
		['Answer: false', 'false'],
	])('%j says %s', (text, choice) => {
		expect(choiceIn(text)).toBe(choice);
	});

	it('are read from a parsed answer', () => {
		expect(createChoiceReader('')({ text: '', data: 'Yes' })).toBe('yes');
		expect(createChoiceReader('')({ text: '', data: true })).toBe('true');
	});
});

describe('a named option', () => {
	it.each([
		['Approve', 'approve'],
		['I would approve this request.', 'approve'],
		['**Decision:** reject', 'reject'],
		['Answer: approve with changes', 'approve with changes'],
		['{"answer": "Reject"}', 'reject'],
	])('%j is %s', (text, choice) => {
		expect(choiceIn(text, 'approve, reject, approve with changes')).toBe(choice);
	});

	it.each(['approve or reject', 'I would not approve this.', 'I disapprove', "I don't approve it", 'maybe'])('is none in %j', (text) => {
		expect(choiceIn(text, 'approve, reject')).toBeUndefined();
	});

	it.each(['B', '(B)', 'Paris', 'The answer is Paris.', 'The answer is B) Paris', '\\boxed{B}'])(
		'and its letter are one answer, as in %j',
		(text) => {
			expect(choiceIn(text, 'A) Rome\nB) Paris\nC) Oslo')).toBe('paris');
		},
	);

	it('that is not offered is none', () => {
		expect(choiceIn('The answer is D', 'A, B, C')).toBeUndefined();
	});
});

it.each(['(', 'answer: ', 'A ', 'B, ', '\n', 'not A but ', 'approve '])('a megabyte of %j is read', (part) => {
	expect(() => choiceIn(part.repeat(1_000_000 / part.length), 'approve, reject')).not.toThrow();
});

describe('what is ruled out', () => {
	it.each(['C is incorrect.', 'B is not the answer.', 'B is the wrong answer.', 'A is false.', 'A is wrong, that is clear.'])(
		'is no choice: %s',
		(text) => {
			expect(choiceIn(text)).toBeUndefined();
		},
	);

	it('gives way to what is right', () => {
		expect(choiceIn('A is wrong. B is right.')).toBe('b');
	});

	it.each([
		"Paris isn't the answer.",
		'Paris is wrong.',
		'Paris is incorrect; the other one',
		'I rule out Paris',
		'everything except Paris',
		'Unlike Paris, it has a river.',
		'I doubt it is Paris.',
		"Ce n'est pas Paris",
		'No es Paris',
		'Non è Paris',
	])('is no option either: %s', (text) => {
		expect(choiceIn(text, 'Paris, London')).toBeUndefined();
	});

	it.each(['hardly positive', 'far from positive', 'nothing positive', 'non-positive'])('is no option either: %s', (text) => {
		expect(choiceIn(text, 'positive, negative')).toBeUndefined();
	});

	it('leaves an option that is named plainly', () => {
		expect(choiceIn('It is Paris, without a doubt.', 'Paris, London')).toBe('paris');
		expect(choiceIn('B, because C is wrong')).toBe('b');
	});
});
