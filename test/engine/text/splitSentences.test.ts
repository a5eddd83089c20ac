import { describe, expect, it } from 'vitest';
import { splitSentences } from '../../../nodes/engine/text/splitSentences';
import { expectLinear } from '../../support/expectLinear';

describe('splitSentences', () => {
	it.each([
		['It stands. Does it? It does!', ['It stands.', 'Does it?', 'It does!']],
		['Version 2.5 is at example.org now.', ['Version 2.5 is at example.org now.']],
		[
			'Stanley Hall, G. Stanley Hall, led it. It lies on U.S. Route 52, near St. Paul.',
			['Stanley Hall, G. Stanley Hall, led it.', 'It lies on U.S. Route 52, near St. Paul.'],
		],
		['  Two.  Spaces.  ', ['  Two.', 'Spaces.']],
		['它是首都。它大吗？「很大。」她说。', ['它是首都。', '它大吗？', '「很大。」', '她说。']],
		['هل هي كبيرة؟ نعم.', ['هل هي كبيرة؟', 'نعم.']],
	])('splits %s', (line, sentences) => {
		expect(splitSentences(line)).toEqual(sentences);
	});

	it.each([['. '], ['。'], [' '], ['。」'], ['A. ']])('takes time that grows with a row of "%s" and no faster', (piece) => {
		expectLinear(
			(length) => piece.repeat(length / piece.length),
			(text) => splitSentences(text),
		);
	});
});
