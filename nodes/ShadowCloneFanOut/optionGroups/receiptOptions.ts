import type { INodeProperties } from 'n8n-workflow';
import { keepReceiptsOption } from '../../shared/keepReceiptsOption';

/** What becomes known of a run. */
export const receiptOptions: INodeProperties = {
	displayName: 'Receipt Options',
	name: 'receiptOptions',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	options: [
		keepReceiptsOption,
		{
			displayName: 'Measure Pace',
			name: 'measurePace',
			type: 'boolean',
			default: true,
			description:
				'Whether to make one short call first if the pace of this model is not known yet, so that the receipt can say how much time was saved',
		},
		{
			displayName: 'Receipt Output',
			name: 'receiptOutput',
			type: 'boolean',
			// The outputs are drawn by it, before there is an item.
			noDataExpression: true,
			default: true,
			description: 'Whether to add a second output with the receipt of each run: what it did, cost and saved',
		},
		{
			displayName: 'Time Saved (Minutes)',
			name: 'timeSavedMinutes',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 1,
			description:
				"Minutes that each run counts for in n8n's Insights. Without this option, the time that its receipt measured. n8n adds it up if the workflow's settings take the time saved from nodes.",
		},
	],
};
