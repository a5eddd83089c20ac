import type { Approach } from './approach';

/** Helps with code and rules, where the middle is easy and the rim is not. */
export const edgeCases: Approach = {
	id: 'edge-cases',
	label: 'Edge Cases',
	description: 'Thinks of empty, zero, negative, repeated and very large inputs first',
	instruction: 'Pay special attention to edge cases: empty, zero, negative, repeated and very large values.',
};
