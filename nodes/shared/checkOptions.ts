import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { checkInput, type z } from '../engine/checkInput';
import { choicesOf, nameChoice } from './choicesOf';
import { isBlank } from '../engine/text/isBlank';

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** Kinds of field in which nothing stands for itself; an empty text may say something. */
const neverEmpty: ReadonlySet<string> = new Set(['boolean', 'multiOptions', 'number', 'options']);

/**
 * Reads a field that holds other fields, such as Options, or several of them as one; what cannot be used is named as it stands on screen.
 *
 * A field that was cleared, or that an expression leaves empty, counts as not set.
 *
 * @throws InvalidInputError naming the first value that does not fit.
 */
export function checkOptions<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	...[first, ...others]: readonly [INodeProperties, ...INodeProperties[]]
): z.infer<Schema> {
	const groupOf = (path: readonly PropertyKey[]) => others.find((each) => entriesOf(each).some(({ name }) => name === path[0])) ?? first;
	return checkInput(
		schema,
		withoutCleared(value, [first, ...others].flatMap(entriesOf)),
		(path) => [groupOf(path).displayName, ...toLabels(groupOf(path), path)],
		(each, path) => nameChoice(choicesAt(groupOf(path), path), each),
	);
}

function choicesAt(field: Entry, path: readonly PropertyKey[]): readonly INodePropertyOptions[] {
	const [name, ...rest] = path.filter((step) => typeof step !== 'number');
	if (name === undefined) return 'type' in field ? choicesOf(field) : [];
	const inner = entriesOf(field).find((entry) => entry.name === name);
	return inner === undefined ? [] : choicesAt(inner, rest);
}

function withoutCleared(value: unknown, fields: readonly Entry[]): unknown {
	if (Array.isArray(value)) return value.map((each) => withoutCleared(each, fields));
	// What a single field holds, such as a date or JSON, stays as it is.
	if (typeof value !== 'object' || value === null || fields.length === 0) return value;
	const kept = Object.entries(value).flatMap(([name, each]) => {
		const field = fields.find((entry) => entry.name === name);
		if (field === undefined) return [[name, each]];
		return isCleared(each, field) ? [] : [[name, withoutCleared(each, entriesOf(field))]];
	});
	return Object.fromEntries(kept);
}

const isCleared = (value: unknown, field: Entry): boolean =>
	value === null || (typeof value === 'string' && isBlank(value) && 'type' in field && neverEmpty.has(field.type));

/** Places in a list, and names that are not on screen, stay as they are; places count from 1. */
function toLabels(field: Entry, path: readonly PropertyKey[]): readonly PropertyKey[] {
	const [name, ...rest] = path;
	if (name === undefined) return [];
	if (typeof name === 'number') return [name + 1, ...toLabels(field, rest)];
	const inner = entriesOf(field).find((entry) => entry.name === name);
	return inner === undefined ? path : [labelOf(inner), ...toLabels(inner, rest)];
}

function entriesOf(entry: Entry): readonly Entry[] {
	if ('values' in entry) return entry.values;
	return 'options' in entry ? (entry.options ?? []) : [];
}

function labelOf(entry: Entry): string {
	return 'displayName' in entry ? entry.displayName : entry.name;
}
