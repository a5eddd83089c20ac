import type { ParsedNode } from './edits';

const assertModule = /^(node:)?assert(\/strict)?$/;

/**
 * Finds every name by which the tests call an assertion: all that start with `assert`, and what they took from `node:assert`.
 *
 * Looks at the top level of the tests only, where imports stand.
 */
export function findAssertNames(program: ParsedNode): ReadonlySet<string> {
	const names = new Set<string>();
	for (const statement of program.body as ParsedNode[]) {
		if (statement.type === 'ImportDeclaration' && isAssertModule(statement.source)) {
			for (const one of statement.specifiers as ParsedNode[]) names.add((one.local as ParsedNode).name as string);
		}
		if (statement.type !== 'VariableDeclaration') continue;
		for (const one of statement.declarations as ParsedNode[]) {
			if (requiresAssert(one.init as ParsedNode | null)) addBoundNames(one.id as ParsedNode, names);
		}
	}
	return new AssertNames(names);
}

class AssertNames extends Set<string> {
	override has(name: string): boolean {
		return super.has(name) || name.startsWith('assert');
	}
}

function isAssertModule(source: unknown): boolean {
	const value = (source as ParsedNode | undefined)?.value;
	return typeof value === 'string' && assertModule.test(value);
}

/** `require('assert')`, and any member of it. */
function requiresAssert(init: ParsedNode | null): boolean {
	let node = init;
	while (node?.type === 'MemberExpression') node = node.object as ParsedNode;
	return (
		node?.type === 'CallExpression' && (node.callee as ParsedNode).name === 'require' && isAssertModule((node.arguments as ParsedNode[])[0])
	);
}

function addBoundNames(pattern: ParsedNode, names: Set<string>): void {
	if (pattern.type === 'Identifier') names.add(pattern.name as string);
	if (pattern.type !== 'ObjectPattern') return;
	for (const property of pattern.properties as ParsedNode[]) {
		const value = property.value as ParsedNode | undefined;
		if (value?.type === 'Identifier') names.add(value.name as string);
	}
}
