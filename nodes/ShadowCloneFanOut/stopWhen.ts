import type { INodeProperties } from 'n8n-workflow';

/** When a run may end before every clone has answered. */
export const stopWhen: INodeProperties = {
	displayName: 'Stop When',
	name: 'stopWhen',
	type: 'fixedCollection',
	default: { rule: { when: 'all' } },
	placeholder: 'Add rule',
	description: 'When the run may end; clones that are still running are then stopped, on the server too',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items -- each field follows the one that makes it appear
			values: [
				{
					displayName: 'When',
					name: 'when',
					type: 'options',
					default: 'all',
					options: [
						{ name: 'All Answered', value: 'all', description: 'Every clone has answered or dropped out' },
						{ name: 'Clones Agree', value: 'agree', description: 'The leading answer can no longer lose, or is likely enough to stay ahead' },
						{ name: 'Enough Answered', value: 'enough', description: 'So many clones have answered' },
					],
				},
				{
					displayName: 'Answers',
					name: 'answers',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 3,
					description: 'How many answers are enough',
					displayOptions: { show: { when: ['enough'] } },
				},
				{
					displayName: 'Agree On',
					name: 'agreeOn',
					type: 'options',
					default: 'text',
					description: 'What two answers must have in common to count as the same',
					displayOptions: { show: { when: ['agree'] } },
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
					displayOptions: { show: { when: ['agree'], agreeOn: ['field'] } },
				},
				{
					displayName: 'Pattern',
					name: 'pattern',
					type: 'string',
					default: '',
					placeholder: 'e.g. answer is (\\w+)',
					description: 'Regular expression; its first group counts, or the whole match where it has none',
					displayOptions: { show: { when: ['agree'], agreeOn: ['pattern'] } },
				},
				{
					displayName: 'Unit',
					name: 'unit',
					type: 'string',
					default: '',
					placeholder: 'e.g. km',
					description: 'The unit that numbers are compared in, so that 1500 m and 1.5 km agree; left empty, units do not count',
					displayOptions: { show: { when: ['agree'], agreeOn: ['number'] } },
				},
				{
					displayName: 'Confidence',
					name: 'confidence',
					type: 'number',
					typeOptions: { minValue: 0.5, maxValue: 1, numberPrecision: 3 },
					default: 0.95,
					description: 'How likely the leading answer must be to stay ahead, from 0.5 to 1; 1 waits until it can no longer lose',
					displayOptions: { show: { when: ['agree'] } },
				},
			],
		},
	],
};
