import { NodeHelpers, type IDataObject, type INodeProperties, type INodePropertyCollection, type INodeTypeDescription } from 'n8n-workflow';

/** A field that opens in the editor: a list, a list of the server's or the store's, or the menu of what a collection can be given. */
export interface DropDown {
	/** As `openDropDowns` names it on screen. */
	readonly key: string;
	/** The same field under several conditions is one; two fields of one name are two. */
	readonly property: INodeProperties;
}

const withoutDropDown = new Set(['boolean', 'dateTime', 'hidden', 'json', 'notice', 'number', 'string']);

/** Every drop-down that a node has, no matter when it is shown. */
export function everyDropDown({ properties }: INodeTypeDescription): readonly INodeProperties[] {
	const inside = (property: INodeProperties): readonly INodeProperties[] => [
		...(isDropDown(property) ? [property] : []),
		...(property.type === 'collection' ? fieldsOf(property).flatMap(inside) : []),
		...(property.type === 'fixedCollection' ? groupsOf(property).flatMap(({ values }) => values.flatMap(inside)) : []),
	];
	return properties.flatMap(inside);
}

/** The drop-downs that the editor shows of a node with these parameters, defaults included. */
export function shownDropDowns(description: INodeTypeDescription, parameters: IDataObject): readonly DropDown[] {
	const whole = { parameters };
	const node = { typeVersion: 1, type: description.name } as never;
	const isShown = (property: INodeProperties, path: string) =>
		property.type !== 'hidden' && NodeHelpers.displayParameterPath(whole as never, property, path, node, description);
	const walk = (properties: readonly INodeProperties[], values: IDataObject, path: string, within: string): readonly DropDown[] =>
		properties
			.filter((property) => isShown(property, path))
			.flatMap((property): readonly DropDown[] => {
				const own = isDropDown(property) ? keysOf(property, within).map((key) => ({ key, property })) : [];
				const value = values[property.name];
				if (property.type === 'collection') {
					const set = (value ?? {}) as IDataObject;
					const at = `${path}.${property.name}`;
					const fields = fieldsOf(property).filter((field) => isShown(field, at));
					const added = fields.filter(({ name }) => set[name] !== undefined);
					return [...walk(added, set, at, within), ...(added.length < fields.length ? own : [])];
				}
				if (property.type !== 'fixedCollection') return own;
				return groupsOf(property).flatMap(({ name, values: fields }) => {
					const group = ((value ?? {}) as IDataObject)[name];
					const at = `${path}.${property.name}.${name}`;
					const entries = (Array.isArray(group) ? group : group === undefined ? [] : [group]) as IDataObject[];
					return entries.flatMap((entry, index) =>
						walk(fields, entry, Array.isArray(group) ? `${at}[${index}]` : at, `${within}${property.name}.`),
					);
				});
			});
	return walk(description.properties, parameters, 'parameters', '');
}

function isDropDown({ type, name, options = [] }: INodeProperties): boolean {
	if (['options', 'multiOptions', 'resourceLocator', 'workflowSelector'].includes(type)) return true;
	// What can be given only one field has a button for it.
	if (type === 'collection') return options.length > 1;
	if (type === 'fixedCollection' || withoutDropDown.has(type)) return false;
	throw new Error(`This test does not know how a field of type ${type} opens: ${name}`);
}

/** What is chosen by a list or by id has a drop-down for that before it. */
function keysOf({ type, name, modes = [] }: INodeProperties, within: string): readonly string[] {
	if (type === 'collection') return [`${within}+`];
	const mode = modes.length > 1 || type === 'workflowSelector' ? [`${within}${name} mode`] : [];
	return [...mode, `${within}${name}`];
}

const fieldsOf = ({ options = [] }: INodeProperties) => options as readonly INodeProperties[];

function groupsOf({ options = [], name }: INodeProperties): readonly INodePropertyCollection[] {
	if (options.length > 1) throw new Error(`This test does not know how the menu of several groups opens: ${name}`);
	return options as readonly INodePropertyCollection[];
}
