import { keepingForm, type Approach } from './approach';

/** Zero-shot chain of thought (Kojima et al., 2022), worded so that the answer format still holds. */
export const stepByStep: Approach = {
	id: 'step-by-step',
	label: 'Step by Step',
	description: 'Works in small steps and checks each',
	instruction: keepingForm('Work in small steps of a few words each, and check each one before the next.'),
};
