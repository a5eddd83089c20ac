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
