import { keepingForm, type Approach } from './approach';

/** Helps when the clones agree too easily. */
export const skeptic: Approach = {
	id: 'skeptic',
	label: 'Skeptic',
	description: 'Looks for the trap before answering',
	instruction: keepingForm(
		'There is a likely mistake in a task like this: find it for yourself, say nothing about it, and do not make it.',
	),
};
