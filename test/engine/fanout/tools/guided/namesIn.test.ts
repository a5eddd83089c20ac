import { describe, expect, it } from 'vitest';
import { namesIn } from '../../../../../nodes/engine/fanout/tools/guided/namesIn';
import { expectLinear } from '../../../../support/expectLinear';

describe('namesIn', () => {
	it.each([
		['It is in McDowell County, West Virginia, United States.', ['McDowell County', 'West Virginia', 'United States']],
		['The University of California bought Hall’s house.', ['University of California', 'Hall']],
		['G. Stanley Hall was its first president. He lived in Worcester.', ['G. Stanley Hall', 'Worcester']],
		['Adolescence is a time of change. Nothing else (so Freud) is.', ['Freud']],
		['Freud wrote it. So said Freud.', ['Freud', 'Freud']],
		['no names here, 1990 or later, in December', []],
		['它是首都。', []],
	])('finds the names in %s', (text, names) => {
		expect(namesIn(text)).toEqual(names);
	});

	it.each([['Aa '], ['a. '], ['of '], ['A. '], ['('], ['Aa'], ['((((((((((((((((((((a']])(
		'takes time that grows with a row of "%s" and no faster',
		(piece) => {
			expectLinear(
				(length) => piece.repeat(length / piece.length),
				(text) => namesIn(text),
			);
		},
	);
});
