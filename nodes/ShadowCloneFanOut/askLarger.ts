import type { INodeProperties } from 'n8n-workflow';

/** When a larger model gets the last word. */
export const askLarger: INodeProperties = {
	displayName: 'Ask Larger Model When Unsure',
	name: 'askLarger',
	type: 'fixedCollection',
	default: { settings: {} },
	placeholder: 'Add larger model',
	description: 'Have small clones answer first, and a larger model only where they disagree; Vote in Clone Evaluator then lets it decide',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			// eslint-disable-next-line n8n-nodes-base/node-param-fixed-collection-type-unsorted-items -- each field follows the one that makes it appear
			values: [
				{ displayName: 'Larger Model', name: 'model', type: 'string', default: '', placeholder: 'e.g. meta-llama/Llama-3.3-70B-Instruct', description: 'Its name on its server' },
				{
					displayName: 'Server',
					name: 'server',
					type: 'options',
					default: 'same',
					description: 'Where the larger model is',
					options: [
						{ name: 'Another One', value: 'other', description: 'At the base URL of the OpenAI credential of this node: another vLLM, or any service that speaks the OpenAI API' },
						{ name: 'The Same', value: 'same', description: 'Where the clones are' },
					],
				},
				{
					displayName: 'Agree On',
					name: 'agreeOn',
					type: 'options',
					default: 'text',
					description: 'What two answers must have in common to count as the same',
					options: [
						{ name: 'Field of the JSON Answer', value: 'field' },
						{ name: 'Final Number', value: 'number' },
						{ name: 'Pattern', value: 'pattern' },
						{ name: 'Whole Text', value: 'text', description: 'Apart from case, spaces and punctuation' },
					],
				},
				{ displayName: 'Field', name: 'field', type: 'string', default: '', placeholder: 'e.g. answer', description: 'Name of the field; dots lead into objects', displayOptions: { show: { agreeOn: ['field'] } } },
				{ displayName: 'Pattern', name: 'pattern', type: 'string', default: '', placeholder: 'e.g. answer is (\\w+)', description: 'Regular expression; its first group counts, or the whole match where it has none', displayOptions: { show: { agreeOn: ['pattern'] } } },
				{
					displayName: 'Unit',
					name: 'unit',
					type: 'string',
					default: '',
					placeholder: 'e.g. km',
					description: 'The unit that numbers are compared in, so that 1500 m and 1.5 km agree; left empty, units do not count',
					displayOptions: { show: { agreeOn: ['number'] } },
				},
				{
					displayName: 'Minimum Lead',
					name: 'minimumLead',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
					default: 0.5,
					description: 'The larger model is asked where the leading answer is ahead of the next by less than this share of the votes',
				},
				{ displayName: 'Model Weights', name: 'weights', type: 'json', default: '{}', placeholder: 'e.g. { "Qwen/Qwen3-8B": 2 }', description: 'How much the answer of each small model counts; those that are not named count 1' },
			],
		},
	],
};
