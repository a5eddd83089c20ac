import { keepingForm, type Approach } from './approach';

/** Helps with code and rules, where the middle is easy and the rim is not. */
export const edgeCases: Approach = {
	id: 'edge-cases',
	label: 'Edge Cases',
	description: 'Thinks of empty, zero, negative, repeated and very large inputs first',
	instruction: keepingForm('Make sure that it is right for edge cases too: empty, zero, negative, repeated and very large values.'),
};
