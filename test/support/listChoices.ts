import { NodeHelpers, type IDataObject, type INode, type INodeProperties, type INodeTypeDescription } from 'n8n-workflow';

/** Fields of a node of which one has one of its values, and of which the editor shows all. */
export interface Choice {
	readonly name: string;
	readonly parameters: IDataObject;
}

/** What to fill in, by the name of a field, or by the names of its collection and the field with a dot between. */
export type Examples = Readonly<Record<string, unknown>>;

/** A value of a field, with what must be set in the node, and beside the field, for it to be shown. */
interface Setting {
	readonly root: IDataObject;
	readonly beside: IDataObject;
	readonly value: unknown;
	readonly name: string;
}

interface Place {
	readonly root: IDataObject;
	readonly siblings: readonly INodeProperties[];
	/** The name of the collection that the field is in; undefined for the fields of the node itself. */
	readonly inside?: string;
}

const node = { typeVersion: 1 } as INode;

/**
 * Every value of every field and option of a node, each among the fields that a user sees with it and fills in.
 *
 * Texts and numbers take their example, or else their default.
 */
export function listChoices(description: INodeTypeDescription, examples: Examples): readonly Choice[] {
	const { properties } = description;
	return properties.filter(isForPeople).flatMap((property) =>
		settingsOf(property, { root: {}, siblings: properties }, examples).map(({ root, value, name }) => ({
			name,
			parameters: fillIn(properties, { ...root, [property.name]: value } as IDataObject, examples, description),
		})),
	);
}

/** What only an agent's tool shows has no place among the fields of a step. */
function isForPeople({ displayOptions }: INodeProperties): boolean {
	return displayOptions?.show?.['@tool']?.includes(true) !== true;
}

/** The fields as the editor keeps them, with defaults: those that it does not show are gone. */
export function keepShown(description: INodeTypeDescription, parameters: IDataObject): IDataObject {
	return NodeHelpers.getNodeParameters(description.properties, parameters as never, true, false, node, description) as IDataObject;
}

function settingsOf(property: INodeProperties, place: Place, examples: Examples): readonly Setting[] {
	const shown = show(property, place, examples);
	if (property.type === 'collection') {
		const siblings = (property.options ?? []) as INodeProperties[];
		return siblings.flatMap((child) => inside(property, child, { root: shown.root, siblings, inside: property.name }, examples));
	}
	if (property.type === 'fixedCollection')
		return ((property.options ?? []) as Array<{ name: string; values: INodeProperties[] }>).flatMap(({ name, values }) =>
			values.flatMap((child) =>
				inside(property, child, { root: shown.root, siblings: values, inside: property.name }, examples).map((setting) => ({
					...setting,
					beside: shown.beside,
					value: { [name]: property.typeOptions?.multipleValues === true ? [setting.value] : setting.value },
				})),
			),
		);
	return valuesOf(property, examples, place.inside).map((value) => ({
		...shown,
		value,
		name: `${property.displayName}: ${JSON.stringify(value)}`,
	}));
}

/** The settings of a field in a collection, as settings of the collection; the fields that come up with it are filled in. */
function inside(collection: INodeProperties, child: INodeProperties, place: Place, examples: Examples): Setting[] {
	const comesUp = place.siblings.filter((each) => collection.type === 'fixedCollection' || dependsOnSiblings(each, place)).map(besideOnly);
	return settingsOf(child, place, examples).map((setting) => ({
		root: setting.root,
		beside: {},
		value: fillIn(comesUp, { ...setting.beside, [child.name]: setting.value } as IDataObject, examples, null, place.inside),
		name: `${collection.displayName} › ${setting.name}`,
	}));
}

/** Without what it asks of the node's own fields, which are set already. */
function besideOnly(property: INodeProperties): INodeProperties {
	const { show = {}, ...others } = property.displayOptions ?? {};
	const beside = Object.fromEntries(Object.entries(show).filter(([path]) => !path.startsWith('/')));
	return { ...property, displayOptions: { ...others, show: beside } };
}

/** Fields of a collection that depend on each other are filled in together. */
function dependsOnSiblings({ displayOptions, name }: INodeProperties, { siblings }: Place): boolean {
	return siblings.some((each) => displayOptions?.show?.[each.name] !== undefined || each.displayOptions?.show?.[name] !== undefined);
}

function fillIn(
	properties: readonly INodeProperties[],
	parameters: IDataObject,
	examples: Examples,
	description: INodeTypeDescription | null,
	within?: string,
): IDataObject {
	const filled: IDataObject = { ...parameters };
	for (const property of properties) {
		const example = exampleOf(property, examples, within);
		if (filled[property.name] !== undefined || example === undefined) continue;
		const values = NodeHelpers.getNodeParameters([...properties], filled as never, true, false, node, description);
		if (NodeHelpers.displayParameter(values ?? {}, property, node, description)) filled[property.name] = example;
	}
	return filled;
}

function exampleOf({ name }: INodeProperties, examples: Examples, within?: string): unknown {
	return examples[`${within ?? ''}.${name}`] ?? examples[name];
}

function valuesOf(property: INodeProperties, examples: Examples, within?: string): readonly unknown[] {
	const values = ((property.options ?? []) as Array<{ value: unknown }>).map(({ value }) => value);
	if (property.type === 'boolean') return [true, false];
	if (property.type === 'options') return values;
	if (property.type === 'multiOptions' && values.length > 0) return values.map((value) => [value]);
	return [exampleOf(property, examples, within) ?? property.default];
}

/** Chooses more of a list until it no longer hides a field. */
function widen(
	root: IDataObject,
	name: string,
	hiding: Parameters<typeof NodeHelpers.checkConditions>[0],
	choices: readonly unknown[],
): void {
	for (const choice of choices) {
		const chosen = (root[name] ?? []) as never[];
		if (!NodeHelpers.checkConditions(hiding, chosen)) return;
		root[name] = [...new Set([...chosen, choice])] as never;
	}
}

/** Sets what the editor asks for before it shows the field. */
function show({ displayOptions }: INodeProperties, { root, siblings, inside: within }: Place, examples: Examples) {
	const atRoot: IDataObject = { ...root };
	const beside: IDataObject = {};
	const set = (path: string, value: unknown) => {
		const name = path.replace(/^\//, '');
		const isMultiple = siblings.some((each) => each.name === name && each.type === 'multiOptions') || name === 'scoreBy';
		(path.startsWith('/') || within === undefined ? atRoot : beside)[name] = (isMultiple ? [value] : value) as IDataObject[string];
	};
	for (const [path, values] of Object.entries(displayOptions?.show ?? {})) if (path !== '@tool') set(path, (values as unknown[])[0]);
	for (const [path, values] of Object.entries(displayOptions?.hide ?? {})) {
		if (path.startsWith('/')) widen(atRoot, path.slice(1), values as never, displayOptions?.show?.[path] ?? []);
		const sibling = siblings.find(({ name }) => name === path);
		const hiding = values as unknown[];
		if (sibling === undefined || !hiding.includes(sibling.default)) continue;
		set(
			path,
			valuesOf(sibling, examples, within).find((value) => !hiding.includes(value)),
		);
	}
	return { root: atRoot, beside };
}
