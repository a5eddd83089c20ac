import type { INodeProperties } from 'n8n-workflow';

const shown = { show: { resource: ['receipts'] } };

/** Which receipts are listed or added up, and how many are listed. */
export const receiptFields: INodeProperties[] = [
	{
		displayName: 'Which Receipts',
		name: 'whichReceipts',
		type: 'collection',
		placeholder: 'Add condition',
		default: {},
		description: 'A receipt must meet every condition',
		displayOptions: shown,
		options: [
			{ displayName: 'Model', name: 'model', type: 'string', default: '', placeholder: 'e.g. Qwen/Qwen3-8B' },
			{ displayName: 'Node', name: 'node', type: 'string', default: '', placeholder: 'e.g. Ask five clones' },
			{ displayName: 'Since', name: 'since', type: 'dateTime', default: '', description: 'Leave out receipts from before this time' },
			{
				displayName: 'Workflow',
				name: 'workflow',
				type: 'string',
				default: '',
				placeholder: 'e.g. Support answers',
				description: 'Name or ID of the workflow',
			},
		],
	},
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: { show: { resource: ['receipts'], operation: ['getMany'] } },
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { resource: ['receipts'], operation: ['getMany'], returnAll: [false] } },
	},
];
