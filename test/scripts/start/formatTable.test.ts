import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../scripts/start/formatTable.mts';

describe('formatTable', () => {
	it('makes each column as wide as its widest cell, and leaves no blanks at the end', () => {
		expect(
			formatTable(
				[
					['n', 'name'],
					['1', 'a'],
					['100', 'long name'],
				],
				['right', 'left'],
			),
		).toEqual(['  n  name', '───  ─────────', '  1  a', '100  long name']);
	});
});
