import type { INodeProperties } from 'n8n-workflow';
import { storeChoices } from '../shared/storeChoices';

/** Whether and how answers are given again. */
export const cacheAnswers: INodeProperties = {
	displayName: 'Cache Answers',
	name: 'cacheAnswers',
	type: 'fixedCollection',
	default: { settings: {} },
	description:
		'Return the saved answer to exactly the same question, without asking the model. If no Seed is set, it is derived from the task and the system message, so that the same task asks the same questions.',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items -- the file follows the store that makes it appear
			values: [
				{
					displayName: 'Store',
					name: 'store',
					type: 'options',
					default: 'embedded',
					options: storeChoices,
				},
				{
					displayName: 'File',
					name: 'file',
					type: 'string',
					default: '',
					placeholder: 'e.g. /data/memory.sqlite',
					description:
						"File to keep answers in, inside a folder that n8n lets nodes use. Leave empty to use the file in n8n's own folder that Memory Gateway uses too.",
					displayOptions: { show: { store: ['embedded'] } },
				},
				{
					displayName: 'Keep',
					name: 'keep',
					type: 'options',
					default: 'every',
					options: [
						{
							name: 'Every Well-Formed Answer',
							value: 'every',
							description: 'Complete answers in the requested format, never cut or empty ones',
						},
						{
							name: 'Only Accepted Answers',
							value: 'accepted',
							description: 'Answers that you save after the evaluator, with Memory Gateway (Answer Cache: Save)',
						},
					],
				},
				{
					displayName: 'Keep For (Hours)',
					name: 'keepForHours',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 168,
					description: 'Answers older than this are asked for again. 0 keeps them forever.',
				},
				{
					displayName: 'Max Answers',
					name: 'mostAnswers',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 10000,
					description: 'The oldest answers are removed if the namespace has more than this. 0 means no limit.',
				},
				{
					displayName: 'Namespace',
					name: 'namespace',
					type: 'string',
					default: 'answers',
					description: 'Answers in one namespace are never returned in another',
				},
			],
		},
	],
};
