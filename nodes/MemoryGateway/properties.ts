import type { INodeProperties } from 'n8n-workflow';
import { memoryFields, memoryOperations, memoryOptions } from './memoryProperties';

/** What to do, in which namespace; which file is in Options. */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'memory',
		options: [
			{ name: 'Answer Cache', value: 'answerCache' },
			{ name: 'Decision', value: 'decision' },
			{ name: 'Memory', value: 'memory' },
		],
	},
	memoryOperations,
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'save',
		displayOptions: { show: { resource: ['answerCache'] } },
		options: [
			{ name: 'Clear', value: 'clear', action: 'Clear answer cache', description: 'Remove every answer of the namespace' },
			{ name: 'Save', value: 'save', action: 'Save answer in answer cache', description: 'Keep the candidate that comes in, for Cache Answers to find' },
		],
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		default: 'claim',
		displayOptions: { show: { resource: ['decision'] } },
		options: [
			{ name: 'Claim', value: 'claim', action: 'Claim a decision', description: 'Decide, unless somebody did before; everyone gets what was decided first' },
			{ name: 'Forget', value: 'forget', action: 'Forget a decision', description: 'Remove a decision, so that it can be claimed anew' },
			{ name: 'Get', value: 'get', action: 'Get a decision', description: 'Read what was decided' },
		],
	},
	{
		displayName: 'Namespace',
		name: 'namespace',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. answers',
		description: 'What is kept in one namespace is never seen in another',
	},
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. order 4711: refund',
		description: 'What is decided, in exactly these words',
		displayOptions: { show: { resource: ['decision'] } },
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. approved',
		description: 'The decision itself',
		displayOptions: { show: { resource: ['decision'], operation: ['claim'] } },
	},
	...memoryFields,
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			...memoryOptions.beforeFile,
			{
				displayName: 'File',
				name: 'file',
				type: 'string',
				default: '',
				placeholder: 'e.g. /data/memory.sqlite',
				description: 'Where everything is kept; without this option, in a file in n8n\'s own folder',
			},
			...memoryOptions.afterFile,
		],
	},
];
