import type { IDataObject, INodeExecutionData, NodeOperationError } from 'n8n-workflow';
import type { EvaluatedCandidate, Evaluation } from '../engine/evaluate/evaluate';
import type { Member, Run } from '../shared/groupByRun';
import { toErrorJson } from '../shared/nodeErrors';
import { roundTo, tidied, type Fields } from '../shared/tidied';
import { readEarlier } from './readEarlier';
import { withVerdict, type Verdict } from './withVerdict';

/** The items of one run: the accepted best, and everyone else. */
export type Outputs = readonly [best: readonly INodeExecutionData[], rest: readonly INodeExecutionData[]];

/**
 * The first in rank is Best where it is accepted; everyone else is in Rest, in rank order, repeats last.
 *
 * Each item is the candidate's own, with its verdict behind model, and the scores, what scorers took out of it and the receipt of the evaluation in
 * details; it is paired with the candidate. Where the candidates were evaluated before, the receipt tells how, and whether the same one is Best.
 */
export function toItems(run: Run, { verdicts, summary }: Evaluation): Outputs {
	const best = verdicts[0]?.accepted === true ? verdicts[0].candidate.run.clone : undefined;
	const earlier = readEarlier(run);
	const evaluation = tidied(earlier === undefined ? summary : { ...summary, before: { ...earlier, same: earlier.best === best } });
	const ranked = verdicts.flatMap(({ index, extracted, accepted, rank, score, reason, scores }) => {
		const member = run.members[index];
		if (member === undefined) return [];
		const details = { ...extracted, verdicts: scores.map(toScoreJson), evaluation };
		return [toItem(member, { accepted, rank, ...(score === undefined ? {} : { score: roundTo(2, score) }), reason }, details)];
	});
	const repeats = run.repeats.map((repeat, place) => {
		const reason = `The same answer came twice, as items ${repeat.of.itemIndex + 1} and ${repeat.itemIndex + 1}; it counts once`;
		return toItem(repeat, { accepted: false, rank: ranked.length + place + 1, reason }, { evaluation });
	});
	const bestCount = best === undefined ? 0 : 1;
	return [ranked.slice(0, bestCount), [...ranked.slice(bestCount), ...repeats]];
}

function toScoreJson(score: EvaluatedCandidate['scores'][number]): object {
	const { details, ...rest } = score;
	const rounded = details === undefined ? {} : { details: tidied(details) };
	return { ...rest, ...(score.kind === 'scored' && { value: roundTo(4, score.value) }), ...rounded };
}

/** An input item that could not be evaluated, and why. */
export interface Refused {
	readonly item: INodeExecutionData;
	readonly itemIndex: number;
	readonly error: NodeOperationError;
}

/**
 * Refused items leave by Rest, whole, with the reason and without a rank.
 *
 * Where the node has an error output they must hold nothing but the error: n8n then takes them there and puts the paired input's fields back.
 */
export function toRefusedItems(refused: readonly Refused[], hasErrorOutput: boolean): INodeExecutionData[] {
	return refused.map(({ item, itemIndex, error }) => {
		if (hasErrorOutput) return { json: toErrorJson(error), pairedItem: { item: itemIndex } };
		const reason = [error.message, error.description].filter(Boolean).join('. ');
		return toItem({ item, itemIndex }, { accepted: false, reason });
	});
}

function toItem({ item, itemIndex }: Pick<Member, 'item' | 'itemIndex'>, verdict: Verdict, details?: Fields): INodeExecutionData {
	return {
		json: withVerdict(withoutTokens(item.json), verdict, details),
		pairedItem: { item: itemIndex },
		...(item.binary !== undefined && { binary: item.binary }),
	};
}

/** What the clones cost is told by the node that asked them: passed on, n8n's Logs would count it again. */
function withoutTokens({ tokenUsage: _, ...json }: IDataObject): IDataObject {
	return json;
}
