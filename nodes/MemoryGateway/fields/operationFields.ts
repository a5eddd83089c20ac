import type { INodeProperties } from 'n8n-workflow';
import { notForTools } from './showFor';

const operationOf = (resource: string, opensOn: string, options: INodeProperties['options']): INodeProperties => ({
	displayName: 'Operation',
	name: 'operation',
	type: 'options',
	noDataExpression: true,
	default: opensOn,
	displayOptions: { show: { resource: [resource] } },
	options: options ?? [],
});

/** What to do with what. None opens on an operation that deletes; an agent is offered none that changes a whole namespace at once. */
export const operationFields: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		default: 'memory',
		options: [
			{ name: 'Answer Cache', value: 'answerCache', description: 'Answers to exact questions' },
			{ name: 'Decision', value: 'decision', description: 'Decisions made once' },
			{ name: 'Memory', value: 'memory', description: 'Facts and findings' },
			// eslint-disable-next-line n8n-nodes-base/node-param-resource-with-plural-option -- nobody does anything with one of them
			{ name: 'Receipts', value: 'receipts', description: 'What all runs did, cost and saved' },
		],
	},
	operationOf('memory', 'remember', [
		{
			name: 'Export',
			value: 'export',
			action: 'Export memories',
			description: 'Get all memories in the namespace as JSON lines',
			displayOptions: notForTools,
		},
		{ name: 'Forget', value: 'forget', action: 'Forget memories', description: 'Delete memories permanently' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many memories', description: 'List memories, oldest first' },
		{
			name: 'Import',
			value: 'import',
			action: 'Import memories',
			description: 'Restore memories from an export; importing the same export again changes nothing',
			displayOptions: notForTools,
		},
		{ name: 'Recall', value: 'recall', action: 'Recall memories', description: 'Search memories, best match first' },
		{ name: 'Remember', value: 'remember', action: 'Remember text', description: 'Store a text word for word' },
	]),
	operationOf('answerCache', 'lookUp', [
		{
			name: 'Clear',
			value: 'clear',
			action: 'Clear answer cache',
			description: 'Delete all cached answers in the namespace',
			displayOptions: notForTools,
		},
		{ name: 'Look Up', value: 'lookUp', action: 'Look up answer', description: 'Get the answer that was saved for exactly this question' },
		{ name: 'Save', value: 'save', action: 'Save answer', description: 'Save an answer for the next time its question comes up' },
	]),
	operationOf('decision', 'claim', [
		{
			name: 'Claim',
			value: 'claim',
			action: 'Claim decision',
			description: 'Make a decision if there is none yet; every caller gets the one that was made first',
		},
		{ name: 'Done', value: 'done', action: 'Finish decision', description: 'Make the decision that was claimed to be made later' },
		{
			name: 'Forget',
			value: 'forget',
			action: 'Forget decision',
			description: 'Delete a decision and its votes so that it can be made again',
		},
		{ name: 'Get', value: 'get', action: 'Get decision', description: 'Get a decision with all votes, made or not' },
		{ name: 'Get Many', value: 'getMany', action: 'Get many decisions', description: 'List decisions, newest first' },
		{
			name: 'Vote',
			value: 'vote',
			action: 'Vote on decision',
			description: 'Cast one vote; the decision is made once, when enough votes are for the same value',
		},
	]),
	operationOf('receipts', 'report', [
		{ name: 'Get Many', value: 'getMany', action: 'Get many receipts', description: 'List receipts of runs, newest first' },
		{
			name: 'Report',
			value: 'report',
			action: 'Report on receipts',
			description: 'Add up all receipts in one HTML page: time saved, answers picked, tokens, failures',
		},
	]),
];
