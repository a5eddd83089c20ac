import type { INodeProperties } from 'n8n-workflow';
import { agentOutputFields } from '../../shared/agentOutputFields';
import { showFor } from './showFor';

/** How many memories come out, and in which form. */
export const outputFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { resource: ['memory', 'decision'], operation: ['getMany'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource: ['memory', 'decision'], operation: ['getMany'], returnAll: [false] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		// eslint-disable-next-line n8n-nodes-base/node-param-default-wrong-for-limit -- what is recalled goes into a prompt, where fifty would be too many
		default: 10,
		description: 'Max number of results to return',
		displayOptions: showFor('recall'),
	},
	{
		displayName: 'Output',
		name: 'output',
		type: 'options',
		default: 'items',
		description: 'What the node returns',
		displayOptions: { show: { resource: ['memory'], operation: ['recall'], '@tool': [false] } },
		options: [
			{ name: 'One Item per Memory', value: 'items', description: 'No items when nothing is found' },
			{
				name: 'One Text for a Prompt',
				value: 'prompt',
				description: 'Always one item; its text holds all memories, marked as data rather than instructions',
			},
		],
	},
	...agentOutputFields(
		{ resource: ['memory'], operation: ['getMany', 'recall'], '@tool': [true] },
		{
			description: 'What the agent gets. Texts are always marked as data rather than instructions.',
			simplified: 'The texts with author, source, trust and time',
		},
		{
			chosen: ['text', 'id'],
			options: [
				{ name: 'Author', value: 'author' },
				{ name: 'Created At', value: 'createdAt' },
				{ name: 'Details', value: 'details' },
				{ name: 'ID', value: 'id' },
				{ name: 'Rank', value: 'rank' },
				{ name: 'Source', value: 'source' },
				{ name: 'Subject', value: 'subject' },
				{ name: 'Text', value: 'text' },
				{ name: 'Trust', value: 'trust' },
				{ name: 'Valid From', value: 'validFrom' },
			],
		},
	),
];
