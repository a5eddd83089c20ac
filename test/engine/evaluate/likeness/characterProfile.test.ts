import { describe, expect, it } from 'vitest';
import { chrF, profileOf } from '../../../../nodes/engine/evaluate/likeness/characterProfile';

const like = (text: string, other: string) => chrF(profileOf(text, 1000), profileOf(other, 1000));

describe('how much two texts are alike by their letters', () => {
	it.each([
		// Counted by hand: of "ab", a, b and ab are in "abc", which has a, b, c, ab, bc and abc.
		['ab', 'abc', (5 * 1 * (7 / 12)) / (4 * 1 + 7 / 12)],
		['abc', 'ab', (5 * (7 / 12) * 1) / (4 * (7 / 12) + 1)],
		['abcd', 'wxyz', 0],
		['aa', 'a', (5 * 0.5 * 1) / (4 * 0.5 + 1)],
	])('for %j and %j is chrF', (text, other, expected) => expect(like(text, other)).toBeCloseTo(expected, 9));

	it('is 1 for the same text, whatever its case and blanks', () => {
		expect(like('Oslo is the capital.', ' oslo  is\nthe CAPITAL. ')).toBeCloseTo(1, 9);
		expect(like('ﬁne', 'fine')).toBeCloseTo(1, 9);
	});

	it('weighs more what the other one says and this one lacks', () => {
		expect(like('Oslo, the capital of Norway', 'Oslo')).toBeGreaterThan(like('Oslo', 'Oslo, the capital of Norway'));
	});

	it('is 0 beside a text without letters', () => expect(like('Oslo', ' ')).toBe(0));

	it('looks at the first characters only', () => {
		expect(profileOf('a'.repeat(5000), 100)[0]).toHaveLength(100);
		expect(chrF(profileOf(`same ${'x'.repeat(50)}`, 4), profileOf(`same ${'y'.repeat(50)}`, 4))).toBe(1);
	});
});
