import { describe, expect, it } from 'vitest';
import { normalise } from '../../../nodes/engine/text/normalise';
import { expectLinear } from '../../support/expectLinear';

describe('normalise', () => {
	it.each(['NFC', 'NFD', 'NFKC', 'NFKD'] as const)('gives the same as the language in the form %s', (form) => {
		const text = 'e\u0301 ﬁ ½ Å ệ 각 q\u0307\u0323 \u0e01\u0e34\u0e49';
		expect(normalise(text, form)).toBe(text.normalize(form));
	});

	it('keeps thirty marks on a letter', () => {
		expect(normalise(`x${'\u0323'.repeat(50)}y`, 'NFC')).toBe(`x${'\u0323'.repeat(30)}y`.normalize('NFC'));
	});

	it.each([
		['two kinds of marks in turn', (length: number) => `a${'\u0315\u0323'.repeat(length / 2)}`],
		['marks in the wrong order', (length: number) => `a${'\u0315'.repeat(length / 2)}${'\u0323'.repeat(length / 2)}`],
		['letters that carry marks', (length: number) => '\u1e69\u0315\u0323'.repeat(length / 3)],
		['signs that become many', (length: number) => '\ufdfa'.repeat(length)],
	])('takes time that grows with the text and no faster: %s', (_, shape) => {
		expectLinear(shape, (text) => [normalise(text, 'NFC'), normalise(text, 'NFKD')]);
	});
});
