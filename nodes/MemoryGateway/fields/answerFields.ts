import type { INodeProperties } from 'n8n-workflow';

export const answerFields: INodeProperties[] = [
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. {{ $json.body.question }}',
		description: 'The question exactly as it was saved; spaces at either end are ignored',
		displayOptions: { show: { resource: ['answerCache'], operation: ['lookUp'] } },
	},
	{
		displayName: 'Models',
		name: 'models',
		type: 'options',
		default: 'any',
		description: 'Which models an answer may come from',
		options: [
			{ name: 'Any', value: 'any', description: 'Answers of all models, even if it was not saved which model gave them' },
			{
				name: 'Named',
				value: 'named',
				description: 'Only answers that models in Model Names gave, and no other model took part in',
			},
			{
				name: 'Of the Server',
				value: 'server',
				description: 'Only answers of models that the server still has, so that a new model is asked again',
			},
		],
		displayOptions: { show: { resource: ['answerCache'], operation: ['lookUp'] } },
	},
	{
		displayName: 'Model Names',
		name: 'modelNames',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. Qwen/Qwen3-8B, Qwen/Qwen3-32B',
		description: 'Names of models, separated by commas or on lines of their own',
		displayOptions: { show: { resource: ['answerCache'], operation: ['lookUp'], models: ['named'] } },
	},
	{
		displayName: 'Question',
		name: 'question',
		type: 'string',
		default: '',
		placeholder: 'e.g. {{ $json.body.question }}',
		description:
			'The question that Look Up will find the answer under. Leave it empty to save the incoming candidate for Cache Answers in Shadow Clone Fan-Out.',
		displayOptions: { show: { resource: ['answerCache'], operation: ['save'] } },
	},
	{
		displayName: 'Answer',
		name: 'answer',
		type: 'string',
		required: true,
		default: '={{ $json.text }}',
		description: 'The answer to save',
		displayOptions: { show: { resource: ['answerCache'], operation: ['save'] }, hide: { question: [''] } },
	},
];
