import type { IDataObject, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { Evaluation } from '../engine/evaluate/evaluate';
import type { Member, Run } from '../shared/groupByRun';
import { readEarlier } from './readEarlier';

/** The items of one run: the accepted best, and everyone else. */
export type Outputs = readonly [best: readonly INodeExecutionData[], rest: readonly INodeExecutionData[]];

/**
 * The first in rank is Best where it is accepted; everyone else is in Rest, in rank order, repeats last.
 *
 * Each item is the candidate's own, with the verdict and the run's summary added, and is paired with it. Where the candidates were evaluated before, the summary tells how, and whether the same one is Best.
 */
export function toItems(run: Run, { verdicts, summary }: Evaluation): Outputs {
	const best = verdicts[0]?.accepted === true ? verdicts[0].candidate.run.clone : undefined;
	const earlier = readEarlier(run);
	const evaluation = earlier === undefined ? summary : { ...summary, before: { ...earlier, same: earlier.best === best } };
	const ranked = verdicts.flatMap(({ index, candidate: _, extracted, rank, ...verdict }) => {
		const member = run.members[index];
		return member === undefined ? [] : [toItem(member, { ...extracted, verdict: { rank, ...verdict }, evaluation })];
	});
	const repeats = run.repeats.map((repeat, place) => {
		const reason = `The same answer came twice, as items ${repeat.of.itemIndex + 1} and ${repeat.itemIndex + 1}; it counts once`;
		return toItem(repeat, { verdict: { rank: ranked.length + place + 1, accepted: false, reason, scores: [] }, evaluation });
	});
	const bestCount = best === undefined ? 0 : 1;
	return [ranked.slice(0, bestCount), [...ranked.slice(bestCount), ...repeats]];
}

/** An input item that could not be evaluated, and why. */
export interface Refused {
	readonly item: INodeExecutionData;
	readonly itemIndex: number;
	readonly error: NodeOperationError;
}

/**
 * Refused items leave by Rest, whole, with the reason as their verdict and without a rank.
 *
 * Where the node has an error output they must hold nothing but the error: n8n then takes them there and puts the paired input's fields back.
 */
export function toRefusedItems(refused: readonly Refused[], hasErrorOutput: boolean): INodeExecutionData[] {
	return refused.map(({ item, itemIndex, error }) => {
		const reason = [error.message, error.description].filter(Boolean).join('. ');
		return hasErrorOutput
			? { json: { error: reason }, pairedItem: { item: itemIndex } }
			: toItem({ item, itemIndex }, { verdict: { accepted: false, reason, scores: [] } });
	});
}

function toItem({ item, itemIndex }: Pick<Member, 'item' | 'itemIndex'>, added: object): INodeExecutionData {
	return {
		json: { ...item.json, ...(added as IDataObject) },
		pairedItem: { item: itemIndex },
		...(item.binary !== undefined && { binary: item.binary }),
	};
}
