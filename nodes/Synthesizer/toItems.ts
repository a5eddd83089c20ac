import type { IDataObject, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { Contender } from '../engine/synthesize/contender';
import type { Synthesis } from '../engine/synthesize/synthesizeRequest';
import type { Member, Run } from '../shared/groupByRun';

/** A candidate with its verdict, where Clone Evaluator gave it one; a verdict of another shape is none. */
export function toContender({ item, candidate }: Member): Contender {
	const verdict = item.json['verdict'] as { rank?: unknown; reason?: unknown } | null | undefined;
	return {
		candidate,
		...(typeof verdict?.rank === 'number' && { rank: verdict.rank }),
		...(typeof verdict?.reason === 'string' && { reason: verdict.reason }),
	};
}

/** One item for the run, paired with all items that it came from, repeats included. */
export function toItem(run: Run, synthesis: Synthesis): INodeExecutionData {
	const indexes = [...run.members, ...run.repeats].map(({ itemIndex }) => itemIndex).sort((left, right) => left - right);
	return { json: synthesis as unknown as IDataObject, pairedItem: indexes.map((item) => ({ item })) };
}

/** The advice goes under `details`: an item with any key but error, message and details would not be taken for an error by the engine. */
export function toErrorItem(error: NodeOperationError, itemIndex: number): INodeExecutionData {
	return { json: { error: error.message, ...(error.description ? { details: error.description } : {}) }, pairedItem: { item: itemIndex } };
}
