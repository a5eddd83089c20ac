import { describe, expect, it } from 'vitest';
import { describeClones } from '../../../nodes/shared/describeClones';

const missing = (count: number, reasonOf: (clone: number) => string) =>
	Array.from({ length: count }, (_, index) => ({ clone: index + 1, reason: reasonOf(index + 1), advice: '', cancelled: false }));

describe('what became of the clones', () => {
	it('is said by reason', () => {
		const reasons = (clone: number) => (clone === 2 ? 'It broke off.' : 'It was too long.');
		expect(describeClones({ asked: 4, answered: 1, missing: missing(3, reasons) })).toBe(
			'4 asked, 1 answered.\nClones 1, 3: It was too long.\nClone 2: It broke off.',
		);
	});

	it('stays short for two thousand clones, of one reason or of as many', () => {
		const alike = describeClones({ asked: 2000, answered: 0, missing: missing(2000, () => 'It broke off.') });
		expect(alike).toMatch(/20 and 1980 more: It broke off\.$/);
		const different = describeClones({ asked: 2000, answered: 0, missing: missing(2000, String) });
		expect(different.split('\n').at(-1)).toBe('1990 more reasons are in the receipt, by Receipt Output.');
	});
});
