import type { INodeProperties } from 'n8n-workflow';

/** Where a model's thinking goes. */
export const thinking: INodeProperties = {
	displayName: 'Thinking',
	name: 'thinking',
	type: 'options',
	default: 'separate',
	description: 'What to do with text that the model writes while thinking, before its answer',
	options: [
		{
			name: 'Leave in Text',
			value: 'leave',
			description: 'Keep it in the answer. Everything that reads the answer then reads it too.',
		},
		{
			name: 'Separate',
			value: 'separate',
			description: 'Keep it in a separate field, reasoning. It is never voted on, run, remembered or shown.',
		},
	],
};
