import { describe, expect, it } from 'vitest';
import { saysNotKnowing } from '../../../nodes/engine/quotes/saysNotKnowing';

const says = (text: string) => saysNotKnowing(text, 'What is the capital of France?');

describe('whether an answer says only that the model does not know', () => {
	it.each([
		"I don't know",
		'I do not know.',
		'I don’t know the capital of France.',
		"Sorry, I don't know the answer.",
		'Answer: I don’t know',
		'I am not sure',
		"I'm not sure about that.",
		'Not sure.',
		'I am unsure.',
		'I am not certain.',
		'I have no idea.',
		"I can't say.",
		'I cannot answer that question.',
		"I'm unable to determine this.",
		"I don't have enough information to answer.",
		'Das weiß ich leider nicht.',
		'Je ne sais pas.',
		'No lo sé.',
		'Non lo so.',
		'Não sei.',
		'Ik weet het niet.',
		'Я не знаю.',
		'我不知道。',
		'わかりません',
	])('is so of %s', (text) => {
		expect(says(text)).toBe(true);
	});

	it.each([
		'',
		'Paris',
		'No',
		'None',
		'Nothing',
		'Unknown',
		'0',
		'Yes, I am sure.',
		"I don't know, but it may be Paris",
		'Not Paris, I am sure',
		'She does not know.',
		'Nobody is sure.',
		`I don't know. ${'I do not know. '.repeat(20)}`,
	])('is not so of %s', (text) => {
		expect(says(text)).toBe(false);
	});
});
