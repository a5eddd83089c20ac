import type { ParsedNode } from './edits';

/** Tests that cannot fail: they would pass every candidate. */
export class EmptyTestsError extends Error {
	override readonly name = 'EmptyTestsError';
	readonly advice: string;

	constructor(message: string, advice: string) {
		super(message);
		this.advice = advice;
	}
}

const always = /^(?:ArrowFunctionExpression|FunctionExpression|ArrayExpression|ObjectExpression|ClassExpression)$/;

/**
 * Says why an assertion holds whatever the candidate does; undefined where it may fail.
 *
 * `assert(total([1, 2]), 3)` compares nothing, as the second argument is a message.
 */
export function whyEmpty(call: ParsedNode, source: string): string | undefined {
	const callee = call.callee as ParsedNode;
	const [first, second] = call.arguments as ParsedNode[];
	const name = source.slice(callee.start, callee.end);
	if (first === undefined) return undefined;
	if (/^(?:\w+|assert\.ok|console\.assert)$/.test(name)) {
		if (always.test(first.type) || (first.type === 'LogicalExpression' && isAlwaysTrue(first)))
			return 'its first argument counts as true whatever it holds';
		if (second !== undefined && /^assert(?:\.ok)?$|^console\.assert$/.test(name) && isValue(second))
			return 'its second argument is only a message';
	}
	const isComparison = /\.(?:deep)?(?:strict)?equal$/i.test(name) && !/not/i.test(name);
	if (
		isComparison &&
		second !== undefined &&
		/\(/.test(source.slice(first.start, first.end)) &&
		source.slice(first.start, first.end) === source.slice(second.start, second.end)
	)
		return 'both sides are the same';
	return undefined;
}

/** `f(1) === 2 || true`. */
function isAlwaysTrue(node: ParsedNode): boolean {
	if (node.type === 'Literal') return Boolean(node.value);
	return (
		node.type === 'LogicalExpression' && node.operator === '||' && [node.left, node.right].some((side) => isAlwaysTrue(side as ParsedNode))
	);
}

function isValue(node: ParsedNode): boolean {
	if (node.type === 'Literal') return typeof node.value !== 'string';
	return node.type === 'ArrayExpression' || node.type === 'ObjectExpression' || node.type === 'UnaryExpression';
}
