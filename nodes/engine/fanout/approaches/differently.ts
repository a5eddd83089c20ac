import { keepingForm, type Approach } from './approach';

/** Buys variety: its candidate is the least like the others. */
export const differently: Approach = {
	id: 'differently',
	label: 'Differently',
	description: 'Avoids the first idea',
	instruction: keepingForm('Do not use the first idea that comes to mind; solve it in a clearly different way that is also correct.'),
};
