import type { INodeProperties } from 'n8n-workflow';

export const toolOutputCharacters: INodeProperties = {
	displayName: 'Tool Output (Characters)',
	name: 'toolOutputCharacters',
	type: 'number',
	typeOptions: { minValue: 100, numberPrecision: 0 },
	default: 8000,
	description: 'Max characters of the output of one tool call that the clone sees',
};

export const toolSteps: INodeProperties = {
	displayName: 'Tool Steps',
	name: 'toolSteps',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 100, numberPrecision: 0 },
	default: 8,
	description: 'How often one clone can call tools in a round. Calls made at once count as one step. After that, it must answer.',
};

export const toolTimeoutSeconds: INodeProperties = {
	displayName: 'Tool Timeout (Seconds)',
	name: 'toolTimeoutSeconds',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: 30,
	description: 'Max time for one tool call. After that, the clone continues without its output.',
};
