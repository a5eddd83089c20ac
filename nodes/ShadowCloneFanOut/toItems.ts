import type { INodeExecutionData } from 'n8n-workflow';
import type { FanOutResult } from '../engine/fanout/fanOut';
import { toCandidateJson } from '../shared/candidateItem';
import { toReceiptJson } from '../shared/receiptItem';

/** One item per candidate in clone order, and one for the receipt, all paired with the item that asked. */
export function toItems({ candidates, receipt }: FanOutResult, itemIndex: number): INodeExecutionData[][] {
	const pairedItem = { item: itemIndex };
	return [
		candidates.map((candidate) => ({ json: toCandidateJson(candidate), pairedItem })),
		[{ json: toReceiptJson(receipt), pairedItem }],
	];
}
