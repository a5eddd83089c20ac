import { expect, it, vi } from 'vitest';
import { tellNotes } from '../../../nodes/ShadowCloneChatModel/tellNotes';

it('shows each note of a call once as a hint, however many calls there are, and again in each execution', () => {
	const [one, other] = [{ addExecutionHints: vi.fn() }, { addExecutionHints: vi.fn() }];
	tellNotes(one, ['A < B', 'C']);
	tellNotes(one, ['C', 'D']);
	tellNotes(one);
	tellNotes(other, ['C']);
	expect(one.addExecutionHints.mock.calls.map(([hint]) => hint as object)).toEqual(
		['A &lt; B', 'C', 'D'].map((message) => ({ message, type: 'info', location: 'outputPane' })),
	);
	expect(other.addExecutionHints).toHaveBeenCalledTimes(1);
});
