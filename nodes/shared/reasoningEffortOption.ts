import type { INodeProperties } from 'n8n-workflow';

/** How long a model may think, wherever a node asks for it; `usual` is what stands there once it is added. */
export function reasoningEffortOption(usual: 'low' | 'medium'): INodeProperties {
	return {
		displayName: 'Reasoning Effort',
		name: 'reasoningEffort',
		type: 'options',
		default: usual,
		description: 'How long a reasoning model may think before it answers, sent as reasoning_effort',
		options: [
			{ name: 'High', value: 'high' },
			{ name: 'Low', value: 'low' },
			{ name: 'Medium', value: 'medium' },
			{ name: 'Minimal', value: 'minimal' },
			{ name: 'None', value: 'none' },
		],
	};
}
