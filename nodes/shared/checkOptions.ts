import type { INodeProperties, INodePropertyCollection, INodePropertyOptions } from 'n8n-workflow';
import { checkInput, type z } from '../engine/checkInput';

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/**
 * Reads a field that holds other fields, such as Options, or several of them as one; what cannot be used is named as it stands on screen.
 *
 * @throws InvalidInputError naming the first value that does not fit.
 */
export function checkOptions<Schema extends z.ZodType>(
	schema: Schema,
	value: unknown,
	...[first, ...others]: readonly [INodeProperties, ...INodeProperties[]]
): z.infer<Schema> {
	return checkInput(schema, value, (path) => {
		const field = others.find((each) => entriesOf(each).some(({ name }) => name === path[0])) ?? first;
		return [field.displayName, ...toLabels(field, path)];
	});
}

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
