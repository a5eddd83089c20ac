import { parse, type Options } from 'acorn';
import { applyEdits, childrenOf, type Edit, type ParsedNode } from './edits';

/**
 * Makes calls of `require` of imports while running, and a plain object of `import.meta`, because the guest has no modules.
 *
 * @throws SyntaxError as acorn words it, with `loc`.
 */
export function rewriteImports(code: string, options: Options): string {
	if (!/\bimport\s*[(./]/.test(code)) return code;
	const edits: Edit[] = [];
	collect(parse(code, options) as unknown as ParsedNode, edits);
	return applyEdits(code, edits);
}

function collect(node: ParsedNode, edits: Edit[]): void {
	if (node.type === 'ImportExpression')
		edits.push({ start: node.start, end: (node.source as ParsedNode).start, text: '(async (name) => require(name))(' });
	if (node.type === 'MetaProperty' && (node.meta as ParsedNode).name === 'import')
		edits.push({
			start: node.start,
			end: node.end,
			text: '({ url: "file:///sandbox/candidate.js", dirname: __dirname, filename: __filename })',
		});
	for (const [, child] of childrenOf(node)) collect(child, edits);
}
