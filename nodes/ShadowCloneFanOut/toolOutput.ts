import type { INodeProperties } from 'n8n-workflow';

const asTool = { '@tool': [true] };

/** What an agent gets that uses the node as a tool; it pays for every word. */
export const toolOutput: INodeProperties[] = [
	{
		displayName: 'Output',
		name: 'toolOutput',
		type: 'options',
		default: 'simplified',
		description: 'What the agent gets of each clone',
		displayOptions: { show: asTool },
		options: [
			{ name: 'Simplified', value: 'simplified', description: 'The answer, and who gave it' },
			{ name: 'Raw', value: 'raw', description: 'All fields' },
			{ name: 'Selected Fields', value: 'selectedFields', description: 'Only the fields that you choose' },
		],
	},
	{
		displayName: 'Fields',
		name: 'fields',
		type: 'multiOptions',
		default: ['text', 'clone'],
		description: 'Which fields the agent gets',
		displayOptions: { show: { ...asTool, toolOutput: ['selectedFields'] } },
		options: [
			{ name: 'Approach', value: 'approach' },
			{ name: 'Clone', value: 'clone' },
			{ name: 'Data', value: 'data' },
			{ name: 'Details', value: 'details' },
			{ name: 'Model', value: 'model' },
			{ name: 'Text', value: 'text' },
		],
	},
];
