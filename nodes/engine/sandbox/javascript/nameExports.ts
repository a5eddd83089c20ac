import type { ParsedNode } from './edits';

export type Named = readonly [name: string, value: string];

const reserved =
	/^(?:await|break|case|catch|class|const|continue|debugger|default|delete|do|else|enum|eval|arguments|export|extends|false|finally|for|function|if|implements|import|in|instanceof|interface|let|new|null|package|private|protected|public|return|static|super|switch|this|throw|true|try|typeof|var|void|while|with|yield)$/;

/**
 * Names what a candidate only exports, each with an expression for it: `module.exports = function twice…`, `exports.twice = …`, `export default function…`, and the methods of a `class Solution`, which is made again for each call.
 *
 * A name that the candidate declares itself is left out.
 */
export function nameExports(program: ParsedNode, declared: ReadonlySet<string>): readonly Named[] {
	const statements = program.body as ParsedNode[];
	const pairs = statements.flatMap((statement) => [...exportsOf(statement), ...methodsOf(statement)]);
	return [...new Map(pairs.filter(([name]) => !declared.has(name) && !reserved.test(name)))];
}

function exportsOf(statement: ParsedNode): readonly Named[] {
	const expression = (statement.type === 'ExpressionStatement' ? statement.expression : undefined) as ParsedNode | undefined;
	const declaration = (statement.type === 'ExportDefaultDeclaration' ? statement.declaration : undefined) as ParsedNode | undefined;
	if (declaration !== undefined) return nameOfExpression(declaration, 'exports.default');
	if (expression?.type !== 'AssignmentExpression') return [];
	const target = memberPath(expression.left as ParsedNode);
	const value = expression.right as ParsedNode;
	if (target === 'module.exports') return [...nameOfExpression(value, target), ...keysOf(value)];
	const [, name] = /^(?:module\.)?exports\.([A-Za-z_$][\w$]*)$/.exec(target) ?? [];
	return name === undefined ? [] : [[name, target]];
}

/** An expression for what a candidate exports as its only function: `module.exports = (n) => …`, `export default function…`. */
export function loneExport(program: ParsedNode): string | undefined {
	const found = (program.body as ParsedNode[]).flatMap((statement) => {
		if (statement.type === 'ExportDefaultDeclaration') return isFunction(statement.declaration as ParsedNode) ? ['exports.default'] : [];
		const expression = (statement.type === 'ExpressionStatement' ? statement.expression : undefined) as ParsedNode | undefined;
		if (expression?.type !== 'AssignmentExpression') return [];
		const target = memberPath(expression.left as ParsedNode);
		return /^(?:module\.exports|exports\.default)$/.test(target) && isFunction(expression.right as ParsedNode) ? [target] : [];
	});
	return found.length === 1 ? found[0] : undefined;
}

const isFunction = ({ type }: ParsedNode): boolean => /^(?:ArrowFunctionExpression|FunctionExpression|FunctionDeclaration)$/.test(type);

/** `function twice() {}` where a value is expected declares nothing. */
function nameOfExpression(value: ParsedNode, written: string): readonly Named[] {
	const name = (value.id as ParsedNode | null | undefined)?.name;
	return /^(?:Function|Class)Expression$/.test(value.type) && typeof name === 'string' ? [[name, written]] : [];
}

function keysOf(value: ParsedNode): readonly Named[] {
	if (value.type !== 'ObjectExpression') return [];
	return (value.properties as ParsedNode[]).flatMap((property): readonly Named[] => {
		const key = property.key as ParsedNode | undefined;
		return key?.type === 'Identifier' && property.computed !== true && property.shorthand !== true
			? [[key.name as string, `module.exports.${key.name as string}`]]
			: [];
	});
}

function methodsOf(statement: ParsedNode): readonly Named[] {
	const declaration = (statement.declaration as ParsedNode | null | undefined) ?? statement;
	if (declaration.type !== 'ClassDeclaration' || (declaration.id as ParsedNode | null)?.name !== 'Solution') return [];
	return ((declaration.body as ParsedNode).body as ParsedNode[]).flatMap((member): readonly Named[] => {
		const key = member.key as ParsedNode | undefined;
		if (member.type !== 'MethodDefinition' || member.kind !== 'method' || key?.type !== 'Identifier') return [];
		const name = key.name as string;
		const owner = member.static === true ? 'Solution' : 'new Solution()';
		return [[name, `function (...args) { return ${owner}.${name}(...args); }`]];
	});
}

function memberPath(node: ParsedNode): string {
	if (node.type === 'Identifier') return node.name as string;
	if (node.type !== 'MemberExpression' || node.computed === true) return '';
	return `${memberPath(node.object as ParsedNode)}.${(node.property as ParsedNode).name as string}`;
}
