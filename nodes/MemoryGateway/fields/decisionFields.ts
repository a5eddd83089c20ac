import type { INodeProperties } from 'n8n-workflow';

export const decisionFields: INodeProperties[] = [
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'What is decided. The wording must match exactly.',
		displayOptions: { show: { resource: ['decision'] } },
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a decision, or type a new one',
				typeOptions: { searchListMethod: 'listDecisions', searchable: true, skipCredentialsCheckInRLC: true },
			},
			{ displayName: 'By Name', name: 'id', type: 'string', placeholder: 'e.g. order 4711: refund' },
		],
	},
	{
		displayName: 'Value',
		name: 'value',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. approved',
		description: 'The outcome of the decision',
		displayOptions: { show: { resource: ['decision'], operation: ['claim'] } },
	},
];
