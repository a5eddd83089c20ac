import { keepingForm, type Approach } from './approach';

/** Helps where the task is easier to do than to describe. */
export const examples: Approach = {
	id: 'examples',
	label: 'Examples First',
	description: 'Tries small examples by hand',
	instruction: keepingForm('Try two or three small examples for yourself first, and make sure that your answer fits them.'),
};
