import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
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

/** What an agent gets that uses the node as a tool: what was answered, and who did. It reads all of the first output, and pays for every word. */
export function toToolItems({ candidates }: FanOutResult, itemIndex: number): INodeExecutionData[][] {
	return [candidates.map((candidate) => ({ json: answerOf(candidate), pairedItem: { item: itemIndex } }))];
}

function answerOf({ run, approach, text, data }: Candidate): IDataObject {
	return { ...(data === undefined ? { text } : { data: data as IDataObject }), clone: run.clone, approach };
}
