import type { INodeProperties } from 'n8n-workflow';

/** Whether the node's runs count in the report. */
export const keepReceiptsOption: INodeProperties = {
	displayName: 'Keep Receipts',
	name: 'keepReceipts',
	type: 'boolean',
	default: false,
	description:
		'Whether to keep a receipt of each run for the report in Memory Gateway: figures and names, never tasks or answers. Without this option, receipts are kept.',
};
