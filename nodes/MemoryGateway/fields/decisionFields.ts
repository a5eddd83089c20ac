import type { INodeProperties } from 'n8n-workflow';
import { quorumFields } from './quorumFields';

const value: INodeProperties = {
	displayName: 'Value',
	name: 'value',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. approved',
};

/** What is decided, by whom, and what it takes. */
export const decisionFields: INodeProperties[] = [
	{
		displayName: 'Decision',
		name: 'decision',
		type: 'resourceLocator',
		required: true,
		default: { mode: 'list', value: '' },
		description: 'What is decided. The wording must match exactly.',
		displayOptions: { show: { resource: ['decision'], operation: ['claim', 'done', 'forget', 'get', 'vote'] } },
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
		displayName: 'Decide',
		name: 'decide',
		type: 'options',
		default: 'now',
		description: 'When the one who claims first makes the decision',
		displayOptions: { show: { resource: ['decision'], operation: ['claim'] } },
		options: [
			{ name: 'At Once', value: 'now', description: 'With the claim, and the value below' },
			{ name: 'Later', value: 'later', description: 'With Done, when the work for it is finished; until then, nobody else gets it' },
		],
	},
	{
		displayName: 'Lease (Seconds)',
		name: 'leaseSeconds',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 300,
		description: 'How long nobody else can claim it. If it is not done by then, the next one to claim it gets it.',
		displayOptions: { show: { resource: ['decision'], operation: ['claim'], decide: ['later'] } },
	},
	{
		displayName: 'Token',
		name: 'token',
		type: 'string',
		typeOptions: { password: true },
		required: true,
		default: '={{ $json.token }}',
		description: 'The token that Claim returned',
		displayOptions: { show: { resource: ['decision'], operation: ['done'] } },
	},
	{
		displayName: 'Voter',
		name: 'voter',
		type: 'string',
		required: true,
		default: '={{ $json.model }}',
		placeholder: 'e.g. qwen3:8b',
		description: 'Who votes. Each voter has one vote, so the name of the model gives each model one vote.',
		displayOptions: { show: { resource: ['decision'], operation: ['vote'] } },
	},
	{
		...value,
		description: 'The outcome of the decision',
		displayOptions: { show: { resource: ['decision'], operation: ['claim'], decide: ['now'] } },
	},
	{ ...value, description: 'The outcome of the decision', displayOptions: { show: { resource: ['decision'], operation: ['done'] } } },
	{
		...value,
		description: 'What the vote is for. Case, spaces and a full stop at the end do not count.',
		displayOptions: { show: { resource: ['decision'], operation: ['vote'] } },
	},
	...quorumFields,
];
