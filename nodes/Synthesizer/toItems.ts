import type { IDataObject, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { Contender } from '../engine/synthesize/contender';
import type { Synthesis } from '../engine/synthesize/synthesizeRequest';
import { inNewShape } from '../shared/candidateItem';
import type { Member, Run } from '../shared/groupByRun';
import { toErrorJson } from '../shared/nodeErrors';
import { tidied, withoutEmpty } from '../shared/tidied';
import { isOutranked } from './isOutranked';

/** A candidate with its verdict, where Clone Evaluator gave it one, also as a sheet or a form writes it; a verdict of another shape is none. */
export function toContender({ item, candidate }: Member): Contender {
	const { rank, accepted, reason, details } = inNewShape(item.json);
	const place = typeof rank === 'string' && /^\s*\d+\s*$/.test(rank) ? Number(rank) : rank;
	const isAccepted = typeof accepted === 'string' && /^\s*(?:true|false)\s*$/i.test(accepted) ? /true/i.test(accepted) : accepted;
	return {
		candidate,
		...(typeof place === 'number' && { rank: place }),
		...(typeof isAccepted === 'boolean' && { accepted: isAccepted }),
		...(isAccepted === false && isOutranked(details) && { isOutranked: true }),
		...(typeof reason === 'string' && { reason }),
	};
}

/** One item for the run, paired with all items that it came from, repeats included. */
export function toItem(run: Run, synthesis: Synthesis): INodeExecutionData {
	const indexes = [...run.members, ...run.repeats].map(({ itemIndex }) => itemIndex).sort((left, right) => left - right);
	return { json: toJson(synthesis), pairedItem: indexes.map((item) => ({ item })) };
}

/** The answer, how it came about and who wrote it are on top; everything else is in details, and nothing is empty but the text. */
function toJson({ text, data, outcome, reason, model, ...rest }: Synthesis): IDataObject {
	const { run, method, usedClones, condensedClones, leftOut, withoutSource, dissent, citations, fields, finishReason, receipt } = rest;
	const details = withoutEmpty({
		run: withoutEmpty({ ...run }),
		method,
		usedClones,
		condensedClones,
		leftOut,
		withoutSource,
		dissent,
		citations: citations && withoutEmpty({ ...citations }),
		fields,
		finishReason,
		receipt: tidied(receipt),
	});
	return { text, ...(data === undefined ? {} : { data }), ...withoutEmpty({ outcome, reason, model, details }) };
}

/** The advice goes under `details`: an item with any key but error, message and details would not be taken for an error by the engine. */
export function toErrorItem(error: NodeOperationError, itemIndex: number): INodeExecutionData {
	return { json: toErrorJson(error), pairedItem: { item: itemIndex } };
}
