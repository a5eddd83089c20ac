import type { INodeProperties } from 'n8n-workflow';
import { agreeOnFields } from './agreeOn';

/** When a run may end before every clone has answered. */
export const stopWhen: INodeProperties = {
	displayName: 'Stop When',
	name: 'stopWhen',
	type: 'fixedCollection',
	default: { rule: { when: 'all' } },
	placeholder: 'Add rule',
	description: 'When to end the run. Clones that are still running are then stopped, also on the server.',
	options: [
		{
			displayName: 'Rule',
			name: 'rule',
			values: [
				{
					displayName: 'When',
					name: 'when',
					type: 'options',
					default: 'all',
					options: [
						{ name: 'All Answered', value: 'all', description: 'Every clone has answered or failed' },
						{
							name: 'Clones Agree',
							value: 'agree',
							description: 'The leading answer can no longer lose, or is likely enough to stay ahead',
						},
						{ name: 'Enough Answered', value: 'enough', description: 'A set number of clones has answered' },
					],
				},
				{
					displayName: 'Answers',
					name: 'answers',
					type: 'number',
					typeOptions: { minValue: 1, numberPrecision: 0 },
					default: 3,
					description: 'Number of answers that are enough',
					displayOptions: { show: { when: ['enough'] } },
				},
				{
					displayName: 'Only Those That Match',
					name: 'onlyMatching',
					type: 'string',
					default: '',
					placeholder: 'e.g. Answer: \\d+',
					description: 'Regular expression that an answer must match to count. Leave empty to count every answer.',
					displayOptions: { show: { when: ['enough'] } },
				},
				...agreeOnFields({ when: ['agree'] }),
				{
					displayName: 'Confidence',
					name: 'confidence',
					type: 'number',
					typeOptions: { minValue: 0.5, maxValue: 1, numberPrecision: 3 },
					default: 0.95,
					description:
						'How likely the leading answer must be to stay ahead, from 0.5 to 1. With 1, the run continues until it can no longer lose.',
					displayOptions: { show: { when: ['agree'] } },
				},
			],
		},
	],
};
