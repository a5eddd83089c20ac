import type { INodeProperties } from 'n8n-workflow';

type Condition = NonNullable<NonNullable<INodeProperties['displayOptions']>['show']>;

/** What two answers must have in common to count as the same, and what each choice needs to know; shown under `condition`. */
export const agreeOnFields = (condition: Condition = {}): INodeProperties[] => {
	const show = (agreeOn: string) => ({ show: { ...condition, agreeOn: [agreeOn] } });
	return [
		{
			displayName: 'Agree On',
			name: 'agreeOn',
			type: 'options',
			default: 'text',
			description: 'What two answers must have in common to count as the same',
			...(Object.keys(condition).length > 0 && { displayOptions: { show: condition } }),
			options: [
				{ name: 'Field of the JSON Answer', value: 'field' },
				{ name: 'Final Number', value: 'number' },
				{ name: 'Pattern', value: 'pattern' },
				{ name: 'Whole Text', value: 'text', description: 'Apart from case, spaces and punctuation' },
			],
		},
		{
			displayName: 'Field',
			name: 'field',
			type: 'string',
			default: '',
			placeholder: 'e.g. answer',
			description: 'Name of the field; dots lead into objects',
			displayOptions: show('field'),
		},
		{
			displayName: 'Pattern',
			name: 'pattern',
			type: 'string',
			default: '',
			placeholder: 'e.g. answer is (\\w+)',
			description: 'Regular expression; its first group counts, or the whole match where it has none',
			displayOptions: show('pattern'),
		},
		{
			displayName: 'Unit',
			name: 'unit',
			type: 'string',
			default: '',
			placeholder: 'e.g. km',
			description: 'The unit that numbers are compared in, so that 1500 m and 1.5 km agree; left empty, units do not count',
			displayOptions: show('number'),
		},
	];
};
