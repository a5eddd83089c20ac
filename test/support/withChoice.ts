import type { INodeProperties, INodePropertyCollection, INodePropertyOptions, INodeTypeDescription } from 'n8n-workflow';

type Entry = INodeProperties | INodePropertyCollection | INodePropertyOptions;

/** A node's description in which every drop-down that takes an expression offers this value besides. */
export function withChoice(description: INodeTypeDescription, value: string): INodeTypeDescription {
	return { ...description, properties: description.properties.map((property) => offer(property, value) as INodeProperties) };
}

/** The labels of all choices of the drop-downs of that name. */
export function labelsOfChoices({ properties }: Pick<INodeTypeDescription, 'properties'>, label: string): readonly string[] {
	return properties.flatMap((property) => choicesIn(property, label));
}

function offer(entry: Entry, value: string): Entry {
	if ('values' in entry) return { ...entry, values: entry.values.map((inner) => offer(inner, value) as INodeProperties) };
	if (!('type' in entry) || entry.options === undefined) return entry;
	if (entry.type === 'options')
		return entry.noDataExpression === true ? entry : { ...entry, options: [...entry.options, { name: value, value }] };
	return { ...entry, options: entry.options.map((inner) => offer(inner, value)) };
}

function choicesIn(entry: Entry, label: string): readonly string[] {
	if ('values' in entry) return entry.values.flatMap((inner) => choicesIn(inner, label));
	if (!('type' in entry)) return [];
	const inner: readonly Entry[] = entry.options ?? [];
	if (entry.type === 'options') return entry.displayName === label ? inner.map(({ name }) => name) : [];
	return inner.flatMap((each) => choicesIn(each, label));
}
