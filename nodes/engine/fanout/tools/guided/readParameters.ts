import type { ToolDescription } from '../../../tool';

/** The word for being done, which no tool may have for a name. */
export function nameBeside(tools: readonly ToolDescription[], word = 'done'): string {
	let name = word;
	while (tools.some((tool) => tool.name === name)) name = `${name}_`;
	return name;
}

/** A tool without arguments; one that does not say what it takes may take anything. */
export function takesNothing({ parameters }: ToolDescription): boolean {
	return propertyNames(parameters).length === 0 && parameters['additionalProperties'] === false;
}

/** The name of the argument in which a tool wants the address of a page; undefined where it wants none. */
export function addressArgument(tool: ToolDescription): string | undefined {
	const name = onlyText(tool);
	return name !== undefined && /^(?:.*_)?(?:ur[il]|link|href|website)$/i.test(name) ? name : undefined;
}

/** The schema of a tool whose only argument is one of these. */
export function oneOfSchema(name: string, values: readonly string[]): Readonly<Record<string, unknown>> {
	return { type: 'object', properties: { [name]: { type: 'string', enum: values } }, required: [name], additionalProperties: false };
}

/** The name of the only argument of a tool that takes any one text, as most that look something up do; undefined for others. */
export function onlyText({ parameters }: ToolDescription): string | undefined {
	const [name, ...others] = propertyNames(parameters);
	if (name === undefined || others.length > 0) return undefined;
	const { type, description, title, ...rules } =
		(parameters['properties'] as Record<string, Readonly<Record<string, unknown>>>)[name] ?? {};
	return type === 'string' && Object.keys(rules).length === 0 ? name : undefined;
}

function propertyNames({ properties }: Readonly<Record<string, unknown>>): readonly string[] {
	return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
