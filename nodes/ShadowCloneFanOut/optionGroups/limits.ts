import type { INodeProperties } from 'n8n-workflow';

/** How long a run may take, how much of it runs at once, and what is too little. */
export const limits: INodeProperties = {
	displayName: 'Limits',
	name: 'limits',
	type: 'collection',
	placeholder: 'Add limit',
	default: {},
	options: [
		{
			displayName: 'Clone Timeout (Seconds)',
			name: 'cloneTimeoutSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 300,
			description:
				'Max time for one clone in each round, including retries and tool calls. Waiting for its turn under Clones At Once does not count.',
		},
		{
			displayName: 'Clones At Once',
			name: 'clonesAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 256,
			description:
				'Max number of clones of this node that run at once, across all its items and executions in one n8n process. In queue mode, each worker has this limit: times the number of workers, it is the limit of all together. Other nodes and workflows have their own limits. Without this option there is no limit, and vLLM queues requests itself.',
		},
		{
			displayName: 'Deadline (Seconds)',
			name: 'deadlineSeconds',
			type: 'number',
			typeOptions: { minValue: 0.1 },
			default: 600,
			description:
				'Max time for the whole run, including waiting for turns, tools, stores and model lists. Clones that are still running then are stopped, and waiting clones never start.',
		},
		{
			displayName: 'Minimum Answers',
			name: 'minimumAnswers',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 1,
			description: 'Min number of answers. Stop When waits for them. With fewer answers, the node fails and says what went wrong.',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 2,
			description:
				'How often one clone can retry after an overload or a broken connection. All clones also share a retry budget. Waiting for a model that is still loading does not count.',
		},
	],
};
