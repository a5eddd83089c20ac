import { keepingForm, type Approach } from './approach';

/** Helps when the clones agree too easily. It names no mistake: small models then found one in the task and corrected that. */
export const skeptic: Approach = {
	id: 'skeptic',
	label: 'Skeptic',
	description: 'Looks for the trap before answering',
	instruction: keepingForm('Distrust the obvious answer: read every word of the task again, and give an answer that holds for all of it.'),
};
