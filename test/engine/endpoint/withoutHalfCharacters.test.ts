import { describe, expect, it } from 'vitest';
import { withoutHalfCharacters } from '../../../nodes/engine/endpoint/withoutHalfCharacters';

const half = '😀'.slice(0, 1);

describe('withoutHalfCharacters', () => {
	it.each([
		['a first half', `cut ${half}`, 'cut �'],
		['a second half', `${'😀'.slice(1)} cut`, '� cut'],
		['halves behind backslashes', `a\\${half}\\\\${half}`, 'a\\�\\\\�'],
	])('puts U+FFFD in place of %s', (_, text, sent) => {
		expect(JSON.parse(withoutHalfCharacters(JSON.stringify({ [text]: text })))).toEqual({ [sent]: sent });
	});

	it('leaves whole characters, and words that only look like an escape, alone', () => {
		const json = JSON.stringify({ text: String.raw`😀 \ud83d \\ud83d`, escape: '\u0001' });
		expect(withoutHalfCharacters(json)).toBe(json);
	});
});
