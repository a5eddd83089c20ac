import type { ToolDescription } from '../../../tool';

/** The word for being done, which no tool may have for a name. */
export function nameBeside(tools: readonly ToolDescription[]): string {
	let name = 'done';
	while (tools.some((tool) => tool.name === name)) name = `${name}_`;
	return name;
}

/** A tool without arguments; one that does not say what it takes may take anything. */
export function takesNothing({ parameters }: ToolDescription): boolean {
	return propertyNames(parameters).length === 0 && parameters['additionalProperties'] === false;
}

/** A tool that wants an address of a page, by the name of its argument. */
export function takesAddress({ parameters }: ToolDescription): boolean {
	return propertyNames(parameters).some((name) => /ur[il]|link|address|website|page/i.test(name));
}

function propertyNames({ properties }: Readonly<Record<string, unknown>>): readonly string[] {
	return typeof properties === 'object' && properties !== null ? Object.keys(properties) : [];
}
