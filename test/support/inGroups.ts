import type { IDataObject, INodeProperties, INodeType } from 'n8n-workflow';

/** Puts optional fields where a node has them: each into its group, such as Options or Limits; n8n drops them anywhere else. */
export function inGroups({ description }: INodeType, values: IDataObject): IDataObject {
	const groups: Record<string, IDataObject> = { options: {} };
	for (const [name, value] of Object.entries(values)) (groups[groupOf(description.properties, name)] ??= {})[name] = value;
	return groups;
}

/** A name that the node does not know stays under Options, as an older workflow may have it. */
function groupOf(properties: readonly INodeProperties[], name: string): string {
	const group = properties.find(({ type, options = [] }) => type === 'collection' && options.some((option) => option.name === name));
	return group?.name ?? 'options';
}
