import { describe, expect, it } from 'vitest';
import { isBlank } from '../../../nodes/engine/text/isBlank';
import { expectLinear } from '../../support/expectLinear';

describe('isBlank', () => {
	it.each([
		['nothing', ''],
		['spaces of all widths and line ends', ' \t\r\n\v\f\u0085\u00a0\u2003\u2028\u3000'],
		['control characters', '\u0000\u0007\u001b\u007f'],
		['characters without a width', '\u200b\u200c\u200d\u2060\ufeff\u00ad'],
		['marks of direction', '\u200e\u200f\u202a\u202e\u2066\u2069'],
		['letters and signs drawn as nothing', '\u115f\u1160\u3164\uffa0\u2800\u034f'],
		['variation selectors and tags', '\ufe0f\u{e0100}\u{e0041}'],
	])('takes %s for blank', (_, text) => expect(isBlank(text)).toBe(true));

	it.each(['a', '0', '.', '?', '中', 'א', 'ก', '🙂', '👩‍💻', '❤️', '\u200bx', '\u0301', '[]'])('sees something in %j', (text) =>
		expect(isBlank(text)).toBe(false),
	);

	it('takes time that grows with the text and no faster', () => {
		expectLinear((length) => '\u200b '.repeat(length / 2), isBlank);
	});
});
