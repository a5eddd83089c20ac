import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
import type { FanOutResult } from '../engine/fanout/fanOut';
import { readAgentOutput, readSelectedFields } from '../shared/agentOutputFields';
import { toCandidateJson } from '../shared/candidateItem';

/**
 * What an agent gets that uses the node as a tool, as its field Output says: usually what was answered, and who did.
 *
 * @throws InvalidInputError where no field is selected.
 */
export function toToolItems(
	{ candidates }: FanOutResult,
	itemIndex: number,
	context: Pick<IExecuteFunctions, 'getNodeParameter'>,
): INodeExecutionData[][] {
	const output = readAgentOutput(context.getNodeParameter('toolOutput', itemIndex, ''));
	const names = output === 'selectedFields' ? readSelectedFields(context.getNodeParameter('fields', itemIndex, [])) : [];
	const show = { simplified: answerOf, raw: toCandidateJson, selectedFields: (candidate: Candidate) => pick(candidate, names) }[output];
	return [candidates.map((candidate) => ({ json: show(candidate), pairedItem: { item: itemIndex } }))];
}

function answerOf({ run, approach, text, data }: Candidate): IDataObject {
	return { ...(data === undefined ? { text } : { data }), clone: run.clone, approach };
}

function pick(candidate: Candidate, names: readonly string[]): IDataObject {
	return Object.fromEntries(Object.entries(toCandidateJson(candidate)).filter(([name]) => names.includes(name)));
}
