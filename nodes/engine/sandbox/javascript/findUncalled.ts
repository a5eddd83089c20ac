import { childrenOf, type ParsedNode } from './edits';

/** A function of the tests that nothing in them mentions. */
export interface Uncalled {
	readonly name: string;
	readonly node: ParsedNode;
	/** It stands at the top level and takes nothing, so that it can be called as it is. */
	readonly canRun: boolean;
}

/** Finds the named functions and methods that the tests define and never mention: what they assert is asserted by nobody. */
export function findUncalled(program: ParsedNode): readonly Uncalled[] {
	const mentions = new Map<string, ParsedNode[]>();
	const found: Uncalled[] = [];
	const body = program.body as ParsedNode[];
	const visit = (node: ParsedNode, owner: ParsedNode | undefined, key: string): void => {
		const made = functionIn(node, body.includes(owner ?? node) || body.includes(node));
		if (made !== undefined) found.push(made);
		const isDeclared = key === 'id' || (key === 'key' && owner?.computed !== true && owner?.shorthand !== true);
		if (node.type === 'Identifier' && !isDeclared) {
			const name = node.name as string;
			mentions.set(name, [...(mentions.get(name) ?? []), node]);
		}
		for (const [childKey, child] of childrenOf(node)) visit(child, node, childKey);
	};
	visit(program, undefined, '');
	return found.filter(({ name, node }) => (mentions.get(name) ?? []).every(({ start, end }) => start >= node.start && end <= node.end));
}

function functionIn(node: ParsedNode, isTop: boolean): Uncalled | undefined {
	const isDeclaration = node.type === 'FunctionDeclaration';
	const made = (isDeclaration ? node : node.type === 'VariableDeclarator' ? node.init : node.value) as ParsedNode | null | undefined;
	const name = ((isDeclaration || node.type === 'VariableDeclarator' ? node.id : node.key) as ParsedNode | null | undefined)?.name;
	if (made == null || typeof name !== 'string' || !/Function/.test(made.type) || name === 'constructor' || node.computed === true)
		return undefined;
	const canRun = isTop && (isDeclaration || node.type === 'VariableDeclarator') && (made.params as ParsedNode[]).length === 0;
	return { name, node, canRun };
}
