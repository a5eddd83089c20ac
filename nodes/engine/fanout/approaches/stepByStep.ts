import type { Approach } from './approach';

/** Zero-shot chain of thought (Kojima et al., 2022), worded so that the answer format still holds. */
export const stepByStep: Approach = {
	id: 'step-by-step',
	label: 'Step by Step',
	description: 'Works in small steps and checks each',
	instruction: 'Work in small steps and check each one before the next.',
};
