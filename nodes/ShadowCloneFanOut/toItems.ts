import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
import type { FanOutResult } from '../engine/fanout/fanOut';
import type { Receipt } from '../engine/receipt';
import { toCandidateJson } from '../shared/candidateItem';

/** One item per candidate in clone order, and one for the receipt, all paired with the item that asked. */
export function toItems({ candidates, receipt }: FanOutResult, itemIndex: number): INodeExecutionData[][] {
	const pairedItem = { item: itemIndex };
	return [candidates.map((candidate) => ({ json: toCandidateJson(candidate), pairedItem })), [toReceiptItem(receipt, itemIndex)]];
}

export function toReceiptItem(receipt: Receipt, itemIndex: number): INodeExecutionData {
	return { json: receipt as unknown as IDataObject, pairedItem: { item: itemIndex } };
}

/** What an agent gets that uses the node as a tool: who answered, and what. It reads all of the first output, and pays for every word. */
export function toToolItems({ candidates }: FanOutResult, itemIndex: number): INodeExecutionData[][] {
	return [candidates.map((candidate) => ({ json: answerOf(candidate), pairedItem: { item: itemIndex } }))];
}

function answerOf({ run, approach, text, data }: Candidate): IDataObject {
	return { clone: run.clone, approach, ...(data === undefined ? { text } : { data: data as IDataObject }) };
}
