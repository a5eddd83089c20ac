import { describe, expect, it } from 'vitest';
import { compilePattern } from '../../../../nodes/engine/evaluate/patterns/compilePattern';

const lastOf = (pattern: string, text: string) => compilePattern(pattern, 'Pattern').last(text)?.[0];

describe('compilePattern', () => {
	it.each([
		[String.raw`\d+`, 'a 12 b 345 c', '345'],
		[String.raw`^\d+$`, 'a\r\n12\r\nb', '12'],
		['/yes|no/i', 'NO, YES', 'YES'],
		['/^b/', 'a\nb', undefined],
		['/a.b/s', 'a\nb', 'a\nb'],
		['a.b', 'a\nb', undefined],
		[String.raw`A\s+B`, 'A\u00a0\u202fB', 'A\u00a0\u202fB'],
		[String.raw`[\s,]+x`, 'a,\u3000x', ',\u3000x'],
		[String.raw`\S+$`, 'a\u00a0b', 'b'],
		[String.raw`[^]x`, 'a\nx', '\nx'],
		[String.raw`a[]|b`, 'ab', 'b'],
		[String.raw`[[:x]+`, '[:x', '[:x'],
		[String.raw`\u00e9\x41\u{1F600}`, 'éA😀', 'éA😀'],
		[String.raw`/\p{Script=Greek}+/u`, 'a βγ', 'βγ'],
		[String.raw`\_\/\-\A`, '_/-A', '_/-A'],
		[String.raw`a{2,3}{?`.slice(0, 6), 'aaaa', 'aaa'],
	])('%s finds in %j what JavaScript finds', (pattern, text, found) => {
		expect(lastOf(pattern, text)).toBe(found);
	});

	it('keeps the groups of a match by their numbers, also where they have names', () => {
		expect(compilePattern(String.raw`(?<sign>-)?(?<digits>\d+)`, 'Pattern').last('-1 and 23')).toEqual(['23', undefined, '23']);
	});

	it.each([
		['look-ahead', 'a(?=b)'],
		['look-ahead', 'a(?!b)'],
		['look-behind', '(?<=a)b'],
		['look-behind', '(?<!a)b'],
		['a back reference', String.raw`(a)\1`],
		['a back reference', String.raw`(?<n>a)\k<n>`],
		['invalid repeat count', 'a{5000}'],
	])('says in a sentence that %s is what it cannot do: %s', (what, pattern) => {
		expect(() => compilePattern(pattern, 'Answer Pattern')).toThrow(what);
		expect(() => compilePattern(pattern, 'Answer Pattern')).toThrow('Answer Pattern');
	});

	it('takes what looks like a back reference or look-ahead for itself inside of brackets and behind a backslash', () => {
		expect(lastOf(String.raw`[(?=]+`, 'a(?=')).toBe('(?=');
		expect(lastOf(String.raw`\(\?=`, 'a(?=')).toBe('(?=');
	});

	it('says what is wrong with a pattern that is none', () => {
		expect(() => compilePattern('(a', 'Pattern')).toThrow('Pattern is not a regular expression: (a (Unterminated group)');
	});
});
