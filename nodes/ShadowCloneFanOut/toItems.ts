import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { FanOutResult } from '../engine/fanout/fanOut';

/** One item per candidate in clone order, and one for the receipt, all paired with the item that asked. */
export function toItems({ candidates, receipt }: FanOutResult, itemIndex: number): INodeExecutionData[][] {
	const pairedItem = { item: itemIndex };
	return [
		candidates.map((candidate) => ({ json: candidate as unknown as IDataObject, pairedItem })),
		[{ json: receipt as unknown as IDataObject, pairedItem }],
	];
}
