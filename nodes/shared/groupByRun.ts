import type { INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
import { createTagCheck } from '../engine/endpoint/thinking/createTagCheck';
import { separateThinking } from '../engine/endpoint/thinking/separateThinking';
import { InvalidInputError } from '../engine/errors';
import { inNewShape, readCandidate } from './candidateItem';
import { usualSource } from './candidateSource';
import { adoptForeign, failureOf, toFailureError, type ForeignItem, type Stranger } from './foreignCandidates';

/** One input item that is a candidate; `itemIndex` counts from 0 over all input items. An item of another node is here as Shadow Clone Fan-Out would have written it. */
export interface Member {
	readonly itemIndex: number;
	readonly item: INodeExecutionData;
	readonly candidate: Candidate;
}

/** The candidates of one run, in clone order. A repeat is the same answer of the same clone, come again, as happens after merging branches. */
export interface Run {
	readonly id: string;
	readonly members: readonly Member[];
	readonly repeats: ReadonlyArray<Member & { readonly of: Member }>;
	/** Clones that came with several different answers; each of these is a member. */
	readonly ambiguousClones: readonly number[];
}

/** The run's candidates by their items; items that are no candidates are told apart, each with what is wrong with it. */
export interface Grouped {
	readonly runs: readonly Run[];
	readonly strangers: readonly Stranger[];
}

/**
 * A candidate as it is read: what the model thought is no part of its text, no matter who brought it here.
 *
 * The item keeps its text as it came. A text whose thinking was taken out before is left alone.
 */
function withoutThinking(candidate: Candidate): Candidate {
	if (candidate.reasoning !== undefined) return candidate;
	const { finishReason, run } = candidate;
	const { text, reasoning } = separateThinking(candidate.text, {
		isCut: finishReason === 'cut' || finishReason === 'length',
		isAbout: createTagCheck(() => String(run.task ?? '')),
	});
	return { ...candidate, text, ...(reasoning === undefined ? {} : { reasoning }) };
}

/**
 * Sorts the input items by the run that they belong to, runs in the order in which they first appear.
 *
 * Items of other nodes are candidates where all items are of other nodes, or an answer field is named; beside clones, an item that is none is most likely a mistake.
 */
export function groupByRun(items: readonly INodeExecutionData[], source = usualSource): Grouped {
	const checked = items.map((item, itemIndex) => ({ itemIndex, item, reason: whyNoCandidate(item.json, itemIndex, items.length) }));
	const mayAdopt = source.answerField !== '' || checked.every(({ reason }) => reason !== undefined);
	const { adopted, strangers } = adoptForeign(
		mayAdopt ? checked.filter((each) => isForeign(each, items.length)).map(({ item, itemIndex }) => ({ item, itemIndex })) : [],
		items.length,
		source,
	);
	const done = new Set([...adopted, ...strangers].map(({ itemIndex }) => itemIndex));
	const others = checked.filter(({ itemIndex }) => !done.has(itemIndex));
	const ours = others.filter(({ reason }) => reason === undefined);
	const refused = others.flatMap(({ reason, ...each }) => (reason === undefined ? [] : [{ ...each, reason }]));
	const members = [...ours, ...adopted.map(({ item, itemIndex, json }) => ({ itemIndex, item: { ...item, json } }))]
		.toSorted((left, right) => left.itemIndex - right.itemIndex)
		.map(({ itemIndex, item }): Member => ({ itemIndex, item, candidate: withoutThinking(readCandidate(item.json)) }));
	return {
		runs: [...Map.groupBy(members, ({ candidate }) => candidate.run.id)].map(([id, each]) => toRun(id, each)),
		strangers: [...refused, ...strangers].toSorted((left, right) => left.itemIndex - right.itemIndex),
	};
}

/** What has a run is ours, and damaged on the way. */
function isForeign({ item: { json }, reason }: ForeignItem & { readonly reason: InvalidInputError | undefined }, count: number): boolean {
	const { details } = inNewShape(json) as { readonly details?: { readonly run?: unknown } | null };
	return reason !== undefined && details?.run === undefined && (count > 1 || Object.keys(json).length > 0);
}

function toRun(id: string, all: readonly Member[]): Run {
	const members: Member[] = [];
	const repeats: Array<Member & { of: Member }> = [];
	for (const member of all.toSorted(
		(left, right) => left.candidate.run.clone - right.candidate.run.clone || left.itemIndex - right.itemIndex,
	)) {
		const of = members.find(
			({ candidate }) => candidate.run.clone === member.candidate.run.clone && candidate.text === member.candidate.text,
		);
		if (of === undefined) members.push(member);
		else repeats.push({ ...member, of });
	}
	const clones = members.map(({ candidate }) => candidate.run.clone);
	const ambiguousClones = [...new Set(clones.filter((clone, index) => clones.indexOf(clone) !== index))];
	return { id, members, repeats, ambiguousClones };
}

function whyNoCandidate(json: INodeExecutionData['json'], itemIndex: number, count: number): InvalidInputError | undefined {
	if (count === 1 && Object.keys(json).length === 0)
		return new InvalidInputError(
			'There are no candidates: the only item is empty',
			'Look at the node before this one. If it is Shadow Clone Fan-Out, its hint says why no clone answered. If it is another node, it has to return items with an answer.',
		);
	const advice =
		'Connect Shadow Clone Fan-Out, with nothing in between that changes text, clone or details. Items of other nodes count beside clones if you name the field with their answer in Answer Field under Options.';
	const { text, clone, details } = inNewShape(json) as { text?: unknown; clone?: unknown; details?: { run?: { id?: unknown } } | null };
	const id = details?.run?.id;
	const lacking = [
		typeof id === 'string' && id !== '' ? [] : ['details.run.id'],
		typeof clone === 'number' ? [] : ['clone'],
		typeof text === 'string' ? [] : ['text'],
	].flat();
	if (lacking.length === 0) return undefined;
	const failure = failureOf(json);
	if (failure !== undefined && id === undefined) return toFailureError(`Item ${itemIndex + 1} of ${count}`, failure);
	return new InvalidInputError(`Item ${itemIndex + 1} of ${count} is no candidate: it has no ${lacking.join(', no ')}`, advice);
}
