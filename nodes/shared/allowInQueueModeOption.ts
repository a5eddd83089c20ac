import type { INodeProperties } from 'n8n-workflow';

/** For workers that share one host and one folder of n8n. */
export const allowInQueueModeOption: INodeProperties = {
	displayName: 'Allow in Queue Mode',
	name: 'allowInQueueMode',
	type: 'boolean',
	default: false,
	description: 'Whether to use the embedded store even if n8n runs in queue mode, where workers on other hosts do not see what is in it',
};
