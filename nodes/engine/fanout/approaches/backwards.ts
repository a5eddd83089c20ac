import { keepingForm, type Approach } from './approach';

/** Helps with puzzles and proofs, where the end says more than the start. */
export const backwards: Approach = {
	id: 'backwards',
	label: 'Backwards',
	description: 'Starts from the wanted result',
	instruction: keepingForm('Start from the wanted result and work backwards to what is given.'),
};
