import { keepingForm, type Approach } from './approach';

/** Helps where models show off: fewer parts, fewer mistakes. */
export const simplest: Approach = {
	id: 'simplest',
	label: 'Simplest',
	description: 'The shortest thing that works',
	instruction: keepingForm('Choose the simplest solution that is fully correct.'),
};
