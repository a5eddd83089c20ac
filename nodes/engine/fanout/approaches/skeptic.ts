import type { Approach } from './approach';

/** Helps when the clones agree too easily. */
export const skeptic: Approach = {
	id: 'skeptic',
	label: 'Skeptic',
	description: 'Looks for the trap before answering',
	instruction: 'First think of the likeliest mistake in a task like this, then answer without making it.',
};
