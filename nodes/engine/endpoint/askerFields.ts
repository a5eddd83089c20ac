/** A field of a node that asks a model, by its label on screen, as far as advice about a failure names it. */
export type AskerField =
	| 'Call Timeout'
	| 'Clone Timeout'
	| 'Clones At Once'
	| 'Extra Body'
	| 'Log-Probabilities'
	| 'Max Tokens'
	| 'Reasoning Effort'
	| 'Retries'
	| 'Rounds'
	| 'Seed'
	| 'Temperature'
	| 'Thinking'
	| 'Top P';

/** Those of Shadow Clone Fan-Out, which most questions come from. */
export const fanOutFields: readonly AskerField[] = [
	'Clone Timeout',
	'Clones At Once',
	'Extra Body',
	'Log-Probabilities',
	'Max Tokens',
	'Reasoning Effort',
	'Retries',
	'Rounds',
	'Seed',
	'Temperature',
	'Thinking',
	'Top P',
];
