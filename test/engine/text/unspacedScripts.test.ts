import { describe, expect, it } from 'vitest';
import { countWords, stretchesIn } from '../../../nodes/engine/text/unspacedScripts';

describe('stretchesIn', () => {
	it('parts scripts without spaces from others, and keeps marks with their letters', () => {
		expect(stretchesIn('Tokyo東京タワーは333メートル, राजधानी').map(({ text, isUnspaced }) => [text, isUnspaced])).toEqual([
			['Tokyo', false],
			['東京タワーは', true],
			['333', false],
			['メートル', true],
			['राजधानी', false],
		]);
	});
});

describe('countWords', () => {
	it.each([
		['The tower is 330 metres high.', 6],
		['江户是东京的旧名', 4],
		['东京', 1],
		['กรุงเทพ', 2],
		['राजधानी है', 2],
		['…', 0],
	])('counts the words of %s', (text, words) => {
		expect(countWords(text)).toBe(words);
	});
});
