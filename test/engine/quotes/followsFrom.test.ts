import { describe, expect, it } from 'vitest';
import { followsFrom } from '../../../nodes/engine/quotes/followsFrom';

const quotes = ['The Eiffel Tower is 330 metres tall.', 'At 158 metres, Blackpool Tower was inspired by it.'];

describe('followsFrom', () => {
	it.each([
		['The Eiffel Tower has a height of 330 metres, it is tall.', true],
		['Blackpool Tower was inspired by the Eiffel Tower.', true],
		['The Eiffel Tower is 331 metres tall.', false],
		['Tokyo Tower is 330 metres tall.', false],
		['The Eiffel Tower is the oldest building of the town.', false],
		['The Eiffel Tower is not 330 metres tall.', false],
		['', false],
	])('takes %j: %s', (claim, expected) => {
		expect(followsFrom(claim, { quotes })).toBe(expected);
	});

	it('takes words, but no names and numbers, from the question', () => {
		const question = 'How much taller than Tokyo Tower (333 metres) is the Eiffel Tower, and who built it?';
		expect(followsFrom('The Eiffel Tower is taller.', { quotes, question })).toBe(true);
		expect(followsFrom('The Eiffel Tower is not as tall as Tokyo Tower.', { quotes, question })).toBe(false);
		expect(followsFrom('The Eiffel Tower is 333 metres tall.', { quotes, question })).toBe(false);
	});

	it('takes no claim that only says again what was asked', () => {
		const question = 'Which is taller, the Eiffel Tower or Blackpool Tower?';
		const one = ['With its antennas the Eiffel Tower is 330 metres high.'];
		expect(followsFrom('The Eiffel Tower is the tallest.', { quotes: one, question })).toBe(false);
		expect(followsFrom('The Eiffel Tower is 330 metres high.', { quotes: one, question })).toBe(true);
		const yes = ['The Eiffel Tower is taller than Blackpool Tower.'];
		expect(followsFrom('The Eiffel Tower is taller.', { quotes: yes, question })).toBe(true);
	});

	it('takes sums and differences of numbers with the same unit, where that is allowed', () => {
		const claim = 'The Eiffel Tower is 172 m taller than Blackpool Tower.';
		const question = 'Which is taller?';
		expect(followsFrom(claim, { quotes, question })).toBe(false);
		expect(followsFrom(claim, { quotes, question }, { allowsSums: true })).toBe(true);
		expect(followsFrom(claim.replace('172', '173'), { quotes, question }, { allowsSums: true })).toBe(false);
		expect(followsFrom(claim.replace('172 m', '172 feet'), { quotes, question }, { allowsSums: true })).toBe(false);
	});
});
