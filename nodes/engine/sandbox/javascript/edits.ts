/** A node of acorn's tree, read by key. */
export interface ParsedNode {
	readonly type: string;
	readonly start: number;
	readonly end: number;
	readonly [key: string]: unknown;
}

/** A piece of the source to be replaced. Edits never overlap. */
export interface Edit {
	readonly start: number;
	readonly end: number;
	readonly text: string;
}

export function applyEdits(source: string, edits: readonly Edit[]): string {
	let result = '';
	let from = 0;
	for (const edit of [...edits].sort((left, right) => left.start - right.start || left.end - right.end)) {
		result += source.slice(from, edit.start) + edit.text;
		from = edit.end;
	}
	return result + source.slice(from);
}

/** `import a, { b as c } from 'x'` as `const { default: a, b: c } = require('x');`. */
export function importAsRequire(node: ParsedNode): string {
	const call = `require(${JSON.stringify((node.source as ParsedNode).value)})`;
	const specifiers = node.specifiers as ParsedNode[];
	const localOf = (one: ParsedNode) => (one.local as ParsedNode).name as string;
	const whole = specifiers.filter((one) => one.type === 'ImportNamespaceSpecifier').map((one) => `${localOf(one)} = ${call}`);
	const named = specifiers
		.filter((one) => one.type !== 'ImportNamespaceSpecifier')
		.map((one) => `${one.type === 'ImportDefaultSpecifier' ? 'default' : exportedName(one.imported as ParsedNode)}: ${localOf(one)}`);
	if (named.length > 0) whole.push(`{ ${named.join(', ')} } = ${call}`);
	return whole.length > 0 ? `const ${whole.join(', ')};` : `${call};`;
}

/** A name in an import or export list, ready to stand before a colon. */
export function exportedName(node: ParsedNode): string {
	return node.type === 'Identifier' ? (node.name as string) : JSON.stringify(node.value);
}

/** The nodes right below one, each with its key. */
export function* childrenOf(node: ParsedNode): Generator<[string, ParsedNode]> {
	for (const [key, value] of Object.entries(node)) {
		if (Array.isArray(value)) {
			for (const one of value) if (isNode(one)) yield [key, one];
		} else if (isNode(value)) yield [key, value];
	}
}

function isNode(value: unknown): value is ParsedNode {
	return typeof value === 'object' && value !== null && typeof (value as Partial<ParsedNode>).type === 'string';
}
