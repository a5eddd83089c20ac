import type { INodeExecutionData } from 'n8n-workflow';
import type { Candidate } from '../engine/candidate';
import { createTagCheck } from '../engine/endpoint/thinking/createTagCheck';
import { separateThinking } from '../engine/endpoint/thinking/separateThinking';
import { InvalidInputError } from '../engine/errors';
import { inNewShape, readCandidate } from './candidateItem';

/** One input item that is a candidate; `itemIndex` counts from 0 over all input items. */
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
	readonly strangers: ReadonlyArray<{ readonly itemIndex: number; readonly item: INodeExecutionData; readonly reason: InvalidInputError }>;
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

/** Sorts the input items by the run that they belong to, runs in the order in which they first appear. */
export function groupByRun(items: readonly INodeExecutionData[]): Grouped {
	const membersById = new Map<string, Member[]>();
	const strangers: Grouped['strangers'][number][] = [];
	for (const [itemIndex, item] of items.entries()) {
		const reason = whyNoCandidate(item.json, itemIndex, items.length);
		if (reason !== undefined) {
			strangers.push({ itemIndex, item, reason });
			continue;
		}
		const candidate = withoutThinking(readCandidate(item.json));
		membersById.set(candidate.run.id, [...(membersById.get(candidate.run.id) ?? []), { itemIndex, item, candidate }]);
	}
	return { runs: [...membersById].map(([id, members]) => toRun(id, members)), strangers };
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
	const advice = 'Connect the Clones output of Shadow Clone Fan-Out, with nothing in between that changes text, clone or details.';
	if (count === 1 && Object.keys(json).length === 0)
		return new InvalidInputError('There are no candidates: the only item is empty', `${advice} Its hint says why no clone answered.`);
	const { text, clone, details } = inNewShape(json) as { text?: unknown; clone?: unknown; details?: { run?: { id?: unknown } } | null };
	const id = details?.run?.id;
	const lacking = [
		typeof id === 'string' && id !== '' ? [] : ['details.run.id'],
		typeof clone === 'number' ? [] : ['clone'],
		typeof text === 'string' ? [] : ['text'],
	].flat();
	if (lacking.length === 0) return undefined;
	return new InvalidInputError(`Item ${itemIndex + 1} of ${count} is no candidate: it has no ${lacking.join(', no ')}`, advice);
}
