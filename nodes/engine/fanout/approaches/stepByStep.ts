import { keepingForm, type Approach } from './approach';

/** Zero-shot chain of thought (Kojima et al., 2022), worded so that the answer follows: told to *work* in steps, Qwen2.5-Coder-1.5B gave its steps for the answer. */
export const stepByStep: Approach = {
	id: 'step-by-step',
	label: 'Step by Step',
	description: 'Thinks step by step before it answers',
	instruction: keepingForm('Think it through step by step in a few words.', 'write the complete answer'),
};
