import type { INodeProperties } from 'n8n-workflow';

const voting = { resource: ['decision'], operation: ['vote'] };
const ofVoters = ['all', 'majority', 'share', 'twoThirds'];

const voters: INodeProperties = {
	displayName: 'Voters',
	name: 'voters',
	type: 'string',
	default: '',
	placeholder: 'e.g. qwen3:8b, gemma3:4b, llama3.2:3b',
};

/** What it takes to decide by vote. The first vote on a decision sets it. */
export const quorumFields: INodeProperties[] = [
	{
		displayName: 'Quorum',
		name: 'quorum',
		type: 'options',
		default: 'votes',
		description: 'How many votes for the same value make the decision. The first vote sets it.',
		displayOptions: { show: voting },
		options: [
			{ name: 'All Voters', value: 'all', description: 'Everyone in Voters' },
			{ name: 'Majority of Voters', value: 'majority', description: 'More than half of those in Voters' },
			{ name: 'Number of Votes', value: 'votes', description: 'A fixed number of votes for the same value' },
			{ name: 'Share of Voters', value: 'share', description: 'A share of those in Voters' },
			{ name: 'Two Thirds of Voters', value: 'twoThirds', description: 'At least two thirds of those in Voters' },
		],
	},
	{
		displayName: 'Votes Needed',
		name: 'votesNeeded',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 2,
		description: 'Votes for the same value that make the decision',
		displayOptions: { show: { ...voting, quorum: ['votes'] } },
	},
	{
		displayName: 'Share Needed',
		name: 'shareNeeded',
		type: 'number',
		typeOptions: { minValue: 0, maxValue: 1, numberPrecision: 3 },
		default: 0.75,
		description: 'At least this share of the voters, from 0 to 1',
		displayOptions: { show: { ...voting, quorum: ['share'] } },
	},
	{
		...voters,
		required: true,
		description: 'The names of all who may vote, separated by commas or one per line',
		displayOptions: { show: { ...voting, quorum: ofVoters } },
	},
	{
		...voters,
		description: 'The names of all who may vote, separated by commas or one per line. Leave empty to let anyone vote.',
		displayOptions: { show: { ...voting, quorum: ['votes'] } },
	},
];
