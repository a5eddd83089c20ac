import type { INodeProperties } from 'n8n-workflow';

/** Whether and how answers are given again. */
export const cacheAnswers: INodeProperties = {
	displayName: 'Cache Answers',
	name: 'cacheAnswers',
	type: 'fixedCollection',
	default: { settings: {} },
	description:
		'Give the same answer again to exactly the same question, without asking the model. Where no Seed is set, it is worked out from the task and the system message, so that the same task asks the same questions.',
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
					options: [
						{ name: 'Embedded', value: 'embedded', description: 'A file on this host, without any set-up' },
						{
							name: 'Postgres',
							value: 'postgres',
							description: 'A database that several hosts may share, by the Postgres credential of this node',
						},
					],
				},
				{
					displayName: 'File',
					name: 'file',
					type: 'string',
					default: '',
					placeholder: 'e.g. /data/memory.sqlite',
					description:
						"Where answers are kept, in a folder that n8n lets nodes use; left empty, in a file in n8n's own folder, which Memory Gateway uses too",
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
							description: 'Whole answers in the asked form; never those that were cut or empty',
						},
						{
							name: 'Only Accepted Ones',
							value: 'accepted',
							description: 'Save them with Memory Gateway, Answer Cache: Save, after the evaluator',
						},
					],
				},
				{
					displayName: 'Keep For (Hours)',
					name: 'keepForHours',
					type: 'number',
					typeOptions: { minValue: 0 },
					default: 168,
					description: 'Older answers are asked for again; 0: they never grow old',
				},
				{
					displayName: 'Most Answers',
					name: 'mostAnswers',
					type: 'number',
					typeOptions: { minValue: 0, numberPrecision: 0 },
					default: 10000,
					description: 'The oldest go when there are more in this namespace; 0: no limit',
				},
				{
					displayName: 'Namespace',
					name: 'namespace',
					type: 'string',
					default: 'answers',
					description: 'Answers of one namespace are never given in another',
				},
			],
		},
	],
};
