import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

type Condition = Readonly<Record<string, unknown>>;

/** The fields of a node or a credential as a list in Markdown: label, default, description, choices; what a field is shown for stands behind it. */
export function describeFields(properties: readonly INodeProperties[]): string {
	return listFields(properties, properties, '', 'default ').join('\n');
}

/** Without an option nothing is preset: what stands there first counts once the option is added. */
type Preset = 'default ' | 'when added: ';

function listFields(fields: readonly INodeProperties[], all: readonly INodeProperties[], indent: string, preset: Preset): string[] {
	return fields.flatMap((field) => [
		`${indent}- **${field.displayName}**${describeCondition(field, all)}${describeDefault(field, preset)}${describeText(field.description)}`,
		...listInner(field, all, `${indent}  `, preset),
	]);
}

function listInner({ type, options = [] }: INodeProperties, all: readonly INodeProperties[], indent: string, preset: Preset): string[] {
	if (type === 'collection') return listFields(options as INodeProperties[], all, indent, 'when added: ');
	if (type === 'fixedCollection')
		return options.flatMap((group) => ('values' in group ? listFields(group.values, [...all, ...group.values], indent, preset) : []));
	return options.flatMap((choice) => ('value' in choice ? [`${indent}- _${choice.name}_${describeText(choice.description)}`] : []));
}

function describeText(description = ''): string {
	const text = description.replace(/<[^>]{1,200}>/g, '').replaceAll('*', '\\*');
	return text === '' ? '' : `: ${text}`;
}

function describeDefault({ type, default: value, options = [] }: INodeProperties, preset: Preset): string {
	if (type === 'number' && typeof value === 'number') return ` (${preset}${value})`;
	if (type === 'boolean') return ` (${preset}${value === true ? 'on' : 'off'})`;
	const choice = options.find((each) => 'value' in each && each.value === value);
	return type === 'options' && choice !== undefined ? ` (${preset}_${choice.name}_)` : '';
}

/** Only conditions on fields with choices; those on where a field stands are not told. */
function describeCondition({ displayOptions }: INodeProperties, all: readonly INodeProperties[]): string {
	const parts = Object.entries((displayOptions?.show ?? {}) as Condition).flatMap(([name, values]) => {
		const fields = all.filter((each) => each.name === name.replace(/^\//, ''));
		const labels = labelsOf(fields, Array.isArray(values) ? values : []);
		return labels.length === 0 ? [] : [`${fields[0]?.displayName}: ${labels.join(', ')}`];
	});
	return parts.length === 0 ? '' : ` [${parts.join('; ')}]`;
}

/** A field may stand there several times, with other choices for each of what it depends on. */
function labelsOf(fields: readonly INodeProperties[], values: readonly unknown[]): string[] {
	const choices = fields.flatMap(({ options = [] }) => options).filter((each): each is INodePropertyOptions => 'value' in each);
	return [...new Set(choices.filter(({ value }) => values.includes(value)).map(({ name }) => name))];
}
