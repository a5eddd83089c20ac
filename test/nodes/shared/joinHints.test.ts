import { describe, expect, it } from 'vitest';
import { joinHints, nameOfRun, type Hint } from '../../../nodes/shared/joinHints';

const hint: Hint = { message: 'Two did not answer', type: 'info' };

describe('The hints of several runs', () => {
	it('name runs of Fan-Out by their place, since nobody can read their ids', () => {
		const ids = ['b9ee9cce-0866-4b5b-a8b9-83fa81c3e0a4', '5a8c2aae-6ce4-4f82-80a4-7fb698b2bf11'];
		const [joined] = joinHints(ids.map((id, place) => ({ name: nameOfRun(id, place), hints: [hint] })));
		expect(joined?.message).toBe('Runs 1, 2: Two did not answer');
	});

	it('name runs of other nodes by the value that they were grouped by', () => {
		expect(nameOfRun('Paris', 1)).toBe('Paris');
	});

	it('name no run where there is only one', () => {
		expect(joinHints([{ name: '1', hints: [hint] }])).toEqual([hint]);
	});

	it('leave out none that warns where there are too many of those that do not', () => {
		const runs = Array.from({ length: 20 }, (_, index) => ({
			name: `${index}`,
			hints: [{ message: `Made of ${index}`, type: 'info' as const }],
		}));
		const warning: Hint = { message: 'None was accepted', type: 'warning' };
		const joined = joinHints([...runs, { name: 'last', hints: [warning] }]);
		expect(joined[0]).toEqual({ message: 'Run last: None was accepted', type: 'warning' });
		expect(joined.at(-1)?.message).toContain('13 more such remarks');
	});
});
