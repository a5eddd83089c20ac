import { describe, expect, it } from 'vitest';
import { shorten } from '../../../nodes/engine/text/shorten';

describe('a shortened text', () => {
	it('is the text on one line where it is short', () => {
		expect(shorten(' One\n two "three" ', 20)).toBe('One two "three"');
	});

	it('ends between words where one is near, and is never longer than asked', () => {
		expect(shorten('one two three four', 12)).toBe('one two…');
		for (let longest = 2; longest < 60; longest++)
			expect(shorten('He said: "We are all out of tea and of patience." So there.', longest).length).toBeLessThanOrEqual(longest);
	});

	it('closes a quote that it ends in the middle of', () => {
		const words = 'The server said: "The engine has run out of memory". Ask it later.';
		expect(shorten(words, 40)).toBe('The server said: "The engine has run…"');
		expect(shorten(words, 60)).toBe('The server said: "The engine has run out of memory". Ask…');
	});

	it('closes none that the text itself leaves open', () => {
		expect(shorten('A board of 5" and more of the same sort of wood', 30)).toBe('A board of 5" and more of…');
	});
});
