import type { INodeProperties } from 'n8n-workflow';

const shown = (operation: string, more: Record<string, string[]> = {}) => ({
	show: { '/resource': ['decision'], '/operation': [operation], ...more },
});

/** What else is said about a claim or a vote. */
export const decisionOptions: INodeProperties[] = [
	{
		displayName: 'Expires After (Minutes)',
		name: 'expiresAfterMinutes',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 60,
		description:
			'How long votes count, from the first vote on. A decision that is not made by then stays undecided. Set to 0 for no limit.',
		displayOptions: shown('vote'),
	},
	{
		displayName: 'Holder',
		name: 'holder',
		type: 'string',
		default: '',
		placeholder: 'e.g. night shift',
		description: 'Who claims it, for others to read',
		displayOptions: shown('claim'),
	},
	{
		displayName: 'Token',
		name: 'token',
		type: 'string',
		typeOptions: { password: true },
		default: '',
		description: 'The token of an earlier claim, to keep that claim for another lease',
		displayOptions: shown('claim', { '/decide': ['later'] }),
	},
	{
		displayName: 'Voter Weights',
		name: 'voterWeights',
		type: 'json',
		default: '{}',
		placeholder: 'e.g. { "qwen3:8b": 2 }',
		description: 'How much the vote of each voter counts, if Voters names them. Voters not named here count 1.',
		displayOptions: shown('vote'),
	},
];
