import { parse, type Options } from 'acorn';
import { applyEdits, childrenOf, type Edit, type ParsedNode } from './edits';

export interface RewrittenTests {
	readonly source: string;
	/** They may end by an exit code, which says whether something is wrong. */
	readonly exits: 'never' | 'well' | 'maybe badly';
}

/**
 * Takes out of the tests what belongs to a process or to every object: `process.exit(1)` ends the tests and says so, `require.main` is the tests themselves, and `came.should.equal(3)` is `expect(came).equal(3)`.
 *
 * @throws SyntaxError as acorn words it, with `loc`.
 */
export function rewriteTests(written: string, options: Options, nonce: string): RewrittenTests {
	if (!/\.should\b|\bprocess\s{0,9}\.\s{0,9}exit|\brequire\.main\b/.test(written)) return { source: written, exits: 'never' };
	const edits: Edit[] = [];
	let exits: RewrittenTests['exits'] = 'never';
	const visit = (node: ParsedNode): void => {
		const path = node.type === 'MemberExpression' ? memberOf(node) : '';
		if (path === 'process.exit' || path === 'process.exitCode') {
			edits.push({ start: node.start, end: node.end, text: `${path === 'process.exit' ? 'exit' : 'exitCode'}_${nonce}` });
			if (exits === 'never') exits = 'well';
		}
		if (path === 'require.main') edits.push({ start: node.start, end: node.end, text: 'module' });
		if (mayEndBadly(node)) exits = 'maybe badly';
		const owner = node.object as ParsedNode | undefined;
		if (node.type === 'MemberExpression' && owner?.type === 'MemberExpression' && nameOf(owner) === 'should') {
			const value = owner.object as ParsedNode;
			// Brackets around the value stay.
			const brackets = written.slice(value.end, (owner.property as ParsedNode).start).replace(/\??\.\s*$/, '');
			edits.push({ start: value.start, end: value.start, text: 'expect(' }, { start: value.end, end: owner.end, text: `)${brackets}` });
		}
		for (const [, child] of childrenOf(node)) visit(child);
	};
	visit(parse(written, options) as unknown as ParsedNode);
	return { source: applyEdits(written, edits), exits };
}

/** What stands around tests that exit: the first exit ends them, and a bad one is an error where no assertion has told before. */
export function aroundExits(body: string, nonce: string): string {
	return `let exitCode_${nonce}, hasFailed_${nonce} = false, hasEnded_${nonce} = false;
const end_${nonce} = {}, record_${nonce} = fail_${nonce};
const exit_${nonce} = (code) => { if (!hasEnded_${nonce}) { hasEnded_${nonce} = true; if (code !== undefined) exitCode_${nonce} = code; } throw end_${nonce}; };
fail_${nonce} = (site, error) => { if (error !== end_${nonce}) { hasFailed_${nonce} = true; record_${nonce}(site, error); } };
try {
${body}
} catch (error) { if (error !== end_${nonce}) throw error; }
if (exitCode_${nonce} && !hasFailed_${nonce} && !seen_${nonce}.recall()) throw new Error('the tests ended with exit code ' + String(exitCode_${nonce}));`;
}

function memberOf(node: ParsedNode): string {
	const owner = node.object as ParsedNode;
	return owner.type === 'Identifier' ? `${owner.name as string}.${nameOf(node)}` : '';
}

function nameOf(node: ParsedNode): string {
	return node.computed === true ? '' : String((node.property as ParsedNode).name);
}

/** `process.exit(1)`, `process.exitCode = failed`; not `process.exit()`. */
function mayEndBadly(node: ParsedNode): boolean {
	const isZero = (value: ParsedNode | undefined) => value === undefined || (value.type === 'Literal' && value.value === 0);
	if (node.type === 'CallExpression') {
		const callee = node.callee as ParsedNode;
		return callee.type === 'MemberExpression' && memberOf(callee) === 'process.exit' && !isZero((node.arguments as ParsedNode[])[0]);
	}
	const target = node.type === 'AssignmentExpression' ? (node.left as ParsedNode) : undefined;
	return target?.type === 'MemberExpression' && memberOf(target) === 'process.exitCode' && !isZero(node.right as ParsedNode);
}
