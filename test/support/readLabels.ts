import type { INodePropertyOptions, INodeProperties, INodePropertyCollection, INodeType, ICredentialType } from 'n8n-workflow';

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

/** Everything that is written on screen to be found there: names of nodes, outputs, credentials, fields, options and choices. */
export function readLabels(nodes: readonly INodeType[], credentials: readonly ICredentialType[]): ReadonlySet<string> {
	const ofNodes = nodes.flatMap(({ description: { displayName, outputs, outputNames = [], properties } }) => [
		displayName,
		...outputNames,
		...computedNames(outputs),
		...properties.flatMap(labelsOf),
	]);
	return new Set([...ofNodes, ...credentials.flatMap(({ displayName, properties }) => [displayName, ...properties.flatMap(labelsOf)])]);
}

function labelsOf(entry: Entry): readonly string[] {
	const label = 'displayName' in entry ? entry.displayName : entry.name;
	const inner: readonly Entry[] = 'values' in entry ? entry.values : 'options' in entry ? (entry.options ?? []) : [];
	const modes = 'modes' in entry ? (entry.modes ?? []).map(({ displayName }) => displayName) : [];
	return [label, ...modes, ...inner.flatMap(labelsOf)];
}

/** Outputs that depend on a field are an expression, with their names in it. */
function computedNames(outputs: INodeType['description']['outputs']): readonly string[] {
	return typeof outputs === 'string' ? [...outputs.matchAll(/"?displayName"?: ?"([^"]+)"/g)].map(([, name]) => String(name)) : [];
}
