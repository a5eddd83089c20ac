import type { INodeProperties } from 'n8n-workflow';

/** How long clones may take, and how many of them run at once. */
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
				'Max time for one clone to answer one call, including retries. Waiting for its turn under Clones At Once does not count.',
		},
		{
			displayName: 'Clones At Once',
			name: 'clonesAtOnce',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 256,
			description:
				'Max number of clones of this node that run at once, across all calls and executions in this n8n process. In queue mode, each worker has this limit: times the number of workers, it is the limit of all together. Without this option there is no limit, and vLLM queues requests itself.',
		},
		{
			displayName: 'Retries',
			name: 'retries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 20, numberPrecision: 0 },
			default: 2,
			description: 'How often one clone can retry after an overload or a broken connection. All clones also share a retry budget.',
		},
	],
};
