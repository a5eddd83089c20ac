import type { INodeProperties } from 'n8n-workflow';
import { agreeOnFields } from './agreeOn';

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
			values: [
				{
					displayName: 'Larger Model',
					name: 'model',
					type: 'string',
					default: '',
					placeholder: 'e.g. meta-llama/Llama-3.3-70B-Instruct',
					description: 'Its name on its server',
				},
				{
					displayName: 'Server',
					name: 'server',
					type: 'options',
					default: 'same',
					description: 'Where the larger model is',
					options: [
						{
							name: 'Another One',
							value: 'other',
							description: 'At the base URL of the OpenAI credential of this node: another vLLM, or any service that speaks the OpenAI API',
						},
						{ name: 'The Same', value: 'same', description: 'Where the clones are' },
					],
				},
				...agreeOnFields(),
				{
					displayName: 'Minimum Lead',
					name: 'minimumLead',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
					default: 0.5,
					description: 'The larger model is asked where the leading answer is ahead of the next by less than this share of the votes',
				},
				{
					displayName: 'Model Weights',
					name: 'weights',
					type: 'json',
					default: '{}',
					placeholder: 'e.g. { "Qwen/Qwen3-8B": 2 }',
					description: 'How much the answer of each small model counts; those that are not named count 1',
				},
			],
		},
	],
};
