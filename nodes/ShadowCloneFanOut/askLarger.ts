import type { INodeProperties } from 'n8n-workflow';
import { agreeOnFields } from './agreeOn';

/** When a larger model gets the last word. */
export const askLarger: INodeProperties = {
	displayName: 'Ask Larger Model When Unsure',
	name: 'askLarger',
	type: 'fixedCollection',
	default: { settings: {} },
	placeholder: 'Add larger model',
	description:
		'Let small clones answer first, and ask a larger model only if they disagree. Vote in Clone Evaluator then lets the larger model decide.',
	options: [
		{
			displayName: 'Settings',
			name: 'settings',
			values: [
				{
					displayName: 'Larger Model',
					name: 'model',
					type: 'resourceLocator',
					default: { mode: 'list', value: '' },
					description: 'The larger model, on the server chosen below',
					modes: [
						{
							displayName: 'From List',
							name: 'list',
							type: 'list',
							typeOptions: { searchListMethod: 'listLargerModels', searchable: true },
						},
						{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. meta-llama/Llama-3.3-70B-Instruct' },
					],
				},
				{
					displayName: 'Server',
					name: 'server',
					type: 'options',
					default: 'same',
					description: 'Server of the larger model',
					options: [
						{
							name: 'Another Server',
							value: 'other',
							description: 'The base URL in the OpenAI credential of this node: another vLLM, or any service with the OpenAI API',
						},
						{ name: 'Same Server', value: 'same', description: 'The server that the clones ask' },
					],
				},
				...agreeOnFields(),
				{
					displayName: 'Minimum Lead',
					name: 'minimumLead',
					type: 'number',
					typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
					default: 0.5,
					description: 'Ask the larger model if the leading answer is ahead of the next one by less than this share of the votes',
				},
				{
					displayName: 'Model Weights',
					name: 'weights',
					type: 'json',
					default: '{}',
					placeholder: 'e.g. { "Qwen/Qwen3-8B": 2 }',
					description: 'How much the answer of each small model counts. Models not named count 1.',
				},
			],
		},
	],
};
