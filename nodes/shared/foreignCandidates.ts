import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';
import type { CandidateSource } from './candidateSource';
import { readAnswer, usualAnswerFields, valueAt } from './readAnswer';
import { isFields, withoutEmpty } from './tidied';
import { unlike, withoutNamesakes } from './withoutNamesakes';
import { isBlank } from '../engine/text/isBlank';

const TASK_FIELDS = ['chatInput', 'question', 'prompt'];
const MOST_NAMED = 12;
/** Names of runs are read by people. */
const MOST_CHARACTERS = 80;

export interface ForeignItem {
	readonly itemIndex: number;
	readonly item: INodeExecutionData;
}

/** The item as Shadow Clone Fan-Out would have written it, its own fields behind ours; or why it is no candidate. */
export type Adopted = ForeignItem & { readonly json: IDataObject };
export type Stranger = ForeignItem & {
	readonly reason: InvalidInputError;
	/** What it has in place of an answer, where it is no mistake but an answer that is not there. */
	readonly lack?: string;
};

interface Read extends ForeignItem {
	readonly answer: NonNullable<ReturnType<typeof readAnswer>>;
	readonly group: string;
}

/**
 * Makes candidates of items of other nodes: numbered as clones in their order, run by run.
 *
 * The task is the one of the run's first item that has one.
 */
export function adoptForeign(
	items: readonly ForeignItem[],
	count: number,
	source: CandidateSource,
): { readonly adopted: readonly Adopted[]; readonly strangers: readonly Stranger[] } {
	const read = items.map((each) => readItem(each, count, source));
	const strangers = read.filter((each): each is Stranger => 'reason' in each);
	const groups = Map.groupBy(
		read.filter((each): each is Read => 'answer' in each),
		({ group }) => group,
	);
	const adopted = [...groups.values()].flatMap((members, place) => {
		const id = nameRun(members[0]?.group ?? '', place);
		const task = taskOf(members, source);
		const clones = clonesOf(members);
		return members.map((member, index) => adopt(member, clones[index] ?? index + 1, { id, task, clones: members.length }));
	});
	return { adopted, strangers };
}

function readItem(each: ForeignItem, count: number, { answerField, groupBy }: CandidateSource): Read | Stranger {
	const { json } = each.item;
	const failure = failureOf(json);
	const { message: _, ...withoutMessage } = json;
	const answer = readAnswer(failure === undefined ? json : withoutMessage, answerField);
	const place = `Item ${each.itemIndex + 1} of ${count}`;
	if (failure !== undefined && (answer === undefined || isBlank(answer.text))) return { ...each, reason: toFailureError(place, failure) };
	if (answer === undefined) return { ...each, ...tellLack(place, json, answerField) };
	if (groupBy === '') return { ...each, answer, group: 'all items' };
	const value = valueAt(json, groupBy);
	if (value !== undefined)
		return { ...each, answer, group: typeof value === 'string' ? value : value === null ? '' : JSON.stringify(value) };
	const reason = new InvalidInputError(
		`${place} has no field ${JSON.stringify(groupBy)} to group by. ${describeFields(json)}`,
		'Name one that all items have in Group By under Options, or leave it empty to take all items as one run.',
		'Group By',
	);
	return { ...each, reason };
}

/** What another node ran into, of which its item tells where its On Error is Continue; undefined where it is no such item. */
export function failureOf({ error, message }: IDataObject): string | undefined {
	const said = isFields(error) ? (error['message'] ?? message ?? JSON.stringify(error)) : error;
	return typeof said === 'string' && said.trim() !== '' ? said : undefined;
}

export function toFailureError(place: string, failure: string): InvalidInputError {
	return new InvalidInputError(
		`${place} is no candidate: a node before failed: ${failure}`,
		'Leave out failures with a Filter before this node, send them another way with On Error of the node that failed, or set On Error of this node to Continue.',
	);
}

/** A field that is there with nothing in it, or that was named and is not there, lacks an answer; any other item is a mistake. */
function tellLack(place: string, json: IDataObject, field: string): Pick<Stranger, 'reason' | 'lack'> {
	const empty = (field === '' ? usualAnswerFields : [field]).find((each) => valueAt(json, each) === null);
	if (empty !== undefined) {
		const lack = `nothing in its field ${JSON.stringify(empty)}`;
		const advice = 'Leave it out with a Filter before this node, or name another field with the answer in Answer Field under Options.';
		return { lack, reason: new InvalidInputError(`${place} is no candidate: it has ${lack}`, advice, 'Answer Field') };
	}
	const lack = field === '' ? `no answer: none of ${usualAnswerFields.join(', ')}` : `no field ${JSON.stringify(field)}`;
	const reason = new InvalidInputError(
		`${place} is no candidate: it has ${lack}. ${describeFields(json)}`,
		'Name the field with the answer in Answer Field under Options, or connect Shadow Clone Fan-Out, with nothing in between that changes text, clone or details.',
		'Answer Field',
	);
	return { reason, ...(field !== '' && { lack }) };
}

function describeFields(json: IDataObject): string {
	const names = Object.keys(json);
	if (names.length === 0) return 'It is empty';
	const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
	return `It has ${names
		.slice(0, MOST_NAMED)
		.map((name) => name.slice(0, MOST_CHARACTERS))
		.join(', ')}${more}`;
}

function taskOf(members: readonly Read[], source: CandidateSource): string {
	const given = source.taskOf(members[0]?.itemIndex ?? 0);
	if (given !== '') return given;
	const found = members.flatMap(({ item }) => TASK_FIELDS.map((field) => item.json[field]));
	return (found.find((value) => typeof value === 'string' && value.trim() !== '') as string | undefined) ?? '';
}

function adopt(
	{ item, itemIndex, answer }: Read,
	clone: number,
	{ id, task, clones }: { readonly id: string; readonly task: string; readonly clones: number },
): Adopted {
	const { text: _, data, clone: itsClone, model, details, ...others } = item.json;
	const { own, hidden } = withoutNamesakes(others);
	const finishReason = item.json['finish_reason'] ?? valueAt(item.json, 'choices.0.finish_reason');
	const json = {
		text: answer.text,
		...(answer.data === undefined ? {} : { data: answer.data }),
		clone,
		...(typeof model === 'string' ? { model } : {}),
		...own,
		details: {
			...(isFields(details) ? details : {}),
			...withoutEmpty({ itsOwn: { ...hidden, ...unlike({ data, clone: itsClone }, { data: answer.data, clone }) } }),
			run: { id, ...(task === '' ? {} : { task }), clones },
			...(typeof finishReason === 'string' ? { finishReason } : {}),
		},
	} as IDataObject;
	return { item, itemIndex, json };
}

/** The numbers that the items bring along where each has one, as those of Shadow Clone Fan-Out do; else by their order. */
function clonesOf(members: readonly Read[]): readonly number[] {
	const clones = members.map(({ item }) => item.json['clone']);
	const isClone = (value: unknown): value is number => typeof value === 'number' && Number.isInteger(value) && value > 0;
	return clones.every(isClone) ? clones : members.map((_, index) => index + 1);
}

/** By the value that its items have in common; a long one is cut, and told apart by a number. */
function nameRun(group: string, place: number): string {
	if (isBlank(group)) return 'without a value';
	return group.length <= MOST_CHARACTERS ? group : `${group.slice(0, MOST_CHARACTERS)}… (${place + 1})`;
}
