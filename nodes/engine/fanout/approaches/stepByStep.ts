import { keepingForm, type Approach } from './approach';

/** After zero-shot chain of thought (Kojima et al., 2022), worded so that the answer follows: told to work, or to think, in steps, Qwen2.5-Coder-1.5B gave its steps for the answer, without any code where only code was asked for. */
export const stepByStep: Approach = {
	id: 'step-by-step',
	label: 'Step by Step',
	description: 'Goes through the task step by step',
	instruction: keepingForm('Go through the task step by step, and leave no part of it out.'),
};
