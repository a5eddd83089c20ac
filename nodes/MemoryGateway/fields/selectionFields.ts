import type { INodeProperties } from 'n8n-workflow';
import { showFor } from './showFor';

/** Which memories are listed or forgotten. An agent may forget some of them, never all. */
export const selectionFields: INodeProperties[] = [
	{
		displayName: 'Forget All',
		name: 'forgetAll',
		type: 'boolean',
		default: false,
		description: 'Whether to delete every memory in the namespace',
		displayOptions: { show: { resource: ['memory'], operation: ['forget'], '@tool': [false] } },
	},
	{
		displayName: 'Which Memories',
		name: 'which',
		type: 'collection',
		placeholder: 'Add Condition',
		default: {},
		description: 'A memory must meet every condition',
		displayOptions: { ...showFor('forget', 'getMany'), hide: { forgetAll: [true] } },
		options: [
			{ displayName: 'Author', name: 'author', type: 'string', default: '', placeholder: 'e.g. Anna' },
			{
				displayName: 'Memory Names or IDs',
				name: 'ids',
				type: 'multiOptions',
				typeOptions: { loadOptionsMethod: 'loadMemories', loadOptionsDependsOn: ['namespace.value', 'store'] },
				default: [],
				description: 'Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
			},
			{ displayName: 'Session', name: 'session', type: 'string', default: '', placeholder: 'e.g. chat 4711' },
			{ displayName: 'Source', name: 'source', type: 'string', default: '', placeholder: 'e.g. https://example.com/page' },
			{ displayName: 'Subject', name: 'subject', type: 'string', default: '', placeholder: 'e.g. Anna: address' },
		],
	},
];
