import { parse } from 'acorn';
import type { AssertionSite } from '../assertionSite';
import { applyEdits, childrenOf, importAsRequire, type Edit, type ParsedNode } from './edits';
import { rewriteImports } from './rewriteImports';
import { EmptyTestsError, whyEmpty } from './emptyAssertion';
import { findAssertNames } from './findAssertNames';
import { frameworkNames, frameworkSource, usesFramework } from './testFramework';
import { genuineBuiltins, ownedBuiltins } from '../guest/genuineBuiltins';

export interface PreparedTests {
	/** An expression: a function of require, assert, console and the two recorders that runs the tests. */
	readonly source: string;
	readonly sites: readonly AssertionSite[];
	/** False when the tests just throw when something is wrong; they count as one then. */
	readonly hasAssertions: boolean;
}

export const parseOptions = {
	ecmaVersion: 'latest',
	sourceType: 'script',
	allowAwaitOutsideFunction: true,
	allowImportExportEverywhere: true,
	allowReturnOutsideFunction: true,
	allowHashBang: true,
} as const;

/**
 * Rewrites the tests so that each assertion standing on its own is recorded and the next one still runs.
 *
 * An assertion inside `try` with a `catch` is recorded and thrown on, because the tests may want to see it. `assert.fail`, and what stands in
 * a branch, counts only when it is reached. What is passed to an assertion is left as it is.
 *
 * Tests for Jest, Vitest, Mocha and node:test find `describe`, `test`, `expect` and their like.
 *
 * @throws SyntaxError as acorn words it, with `loc`.
 * @throws EmptyTestsError when the tests, or one assertion of them, would pass every candidate.
 */
export function prepareTests(written: string, nonce: string): PreparedTests {
	const source = rewriteImports(written, parseOptions);
	const program = parse(source, parseOptions) as unknown as ParsedNode;
	const isFramework = usesFramework(source);
	const walk = walkOver(program, source, nonce, isFramework);
	walk.awaitTopLevelCalls(program);
	const body = applyEdits(source, walk.edits).replace(/^#!/, '//');
	const [pass, fail] = [`pass_${nonce}`, `fail_${nonce}`];
	const hasAssertions = walk.sites.length > 0;
	return {
		source: `(async (require, assert, console, ${pass}, ${fail}, [${genuineBuiltins}, ${ownedBuiltins}]) => {\n${isFramework ? withFramework(body, source, nonce) : `await (async () => {\n${body}\n})();`}\n})`,
		sites: hasAssertions ? walk.sites : [{ text: 'the tests run to their end', mustBeReached: true }],
		hasAssertions,
	};
}

/** Bare comparisons are assertions where there are no others: somebody who writes one means it. */
function walkOver(program: ParsedNode, source: string, nonce: string, isFramework: boolean): SiteWalk {
	const walks = [false, true].map((takesComparisons) => {
		const walk = new SiteWalk(source, findAssertNames(program), nonce, isFramework, takesComparisons);
		walk.visit(program, { conditional: false, caught: false });
		return walk;
	});
	const [plain, lenient] = walks as [SiteWalk, SiteWalk];
	const walk = plain.sites.length > 0 || plain.throws ? plain : lenient;
	if (walk.sites.length > 0 || walk.throws) return walk;
	throw new EmptyTestsError(
		'The tests check nothing: they have no assertion that is known here, no comparison that stands alone and nothing that throws',
		'Write what must hold, such as assert.equal(add(2, 3), 5).',
	);
}

/** The names of the framework stand around the tests, so that what they import or declare goes before. */
function withFramework(body: string, source: string, nonce: string): string {
	const framework = `framework_${nonce}`;
	const isNodeTest = /['"]node:test['"]/.test(source);
	return `const ${framework} = ${frameworkSource}(assert);
${framework}.isNodeTest = ${isNodeTest};
await (async (require, { ${frameworkNames} }) => {
await (async () => {
${body}
})();
})((name) => /^(?:node:test|vitest|@jest[/]globals|jest|mocha|bun:test)$/.test(name) ? ${framework} : require(name), ${framework});
await ${framework}.run();`;
}

interface Place {
	readonly conditional: boolean;
	readonly caught: boolean;
}

class SiteWalk {
	readonly edits: Edit[] = [];
	readonly sites: AssertionSite[] = [];
	/** Something is thrown by hand. */
	throws = false;
	private readonly source: string;
	private readonly assertNames: ReadonlySet<string>;
	private readonly nonce: string;
	private readonly takesExpect: boolean;
	private readonly takesComparisons: boolean;

	constructor(source: string, assertNames: ReadonlySet<string>, nonce: string, takesExpect: boolean, takesComparisons: boolean) {
		this.source = source;
		this.assertNames = assertNames;
		this.nonce = nonce;
		this.takesExpect = takesExpect;
		this.takesComparisons = takesComparisons;
	}

	visit(node: ParsedNode, place: Place): void {
		if (node.type === 'ImportDeclaration') {
			this.edits.push({ start: node.start, end: node.end, text: importAsRequire(node) });
			return;
		}
		if (node.type === 'ThrowStatement' || this.isAssertionHelper(node)) this.throws = true;
		if (this.isAssertionHelper(node)) return this.throwInstead(node);
		if (this.recordIfAssertion(node, place)) return;
		for (const [key, child] of childrenOf(node)) this.visit(child, placeOfChild(node, key, place));
	}

	/** `console.assert` only prints, also inside of a helper that is counted where it is called. */
	private throwInstead(node: ParsedNode): void {
		const callee = node.type === 'CallExpression' ? (node.callee as ParsedNode) : undefined;
		if (callee !== undefined && isMember(callee, 'console', 'assert'))
			this.edits.push({ start: callee.start, end: callee.end, text: 'assert.ok' });
		for (const [, child] of childrenOf(node)) this.throwInstead(child);
	}

	/** `main();` is waited for, so that what an async test throws is not lost. */
	awaitTopLevelCalls(program: ParsedNode): void {
		for (const statement of program.body as ParsedNode[]) {
			const expression = statement.expression as ParsedNode | undefined;
			if (statement.type !== 'ExpressionStatement' || expression?.type !== 'CallExpression' || this.isAssertion(expression)) continue;
			if (this.takesComparisons && comparisonIn(expression) !== undefined) continue;
			this.edits.push(
				{ start: expression.start, end: expression.start, text: 'await (' },
				{ start: expression.end, end: expression.end, text: ')' },
			);
		}
	}

	private recordIfAssertion(node: ParsedNode, place: Place): boolean {
		const isStatement = node.type === 'ExpressionStatement';
		const isReturn = node.type === 'ReturnStatement' && node.argument != null;
		if (isStatement || isReturn) {
			const expression = (isStatement ? node.expression : node.argument) as ParsedNode;
			const compared = isStatement && this.takesComparisons ? comparisonIn(expression) : undefined;
			if (compared !== undefined) {
				this.replace(node, compared, place, '', ['', ''], `assert.ok(${this.source.slice(compared.start, compared.end)})`);
				return true;
			}
			if (!this.isAssertion(expression)) return false;
			this.replace(node, expression, place, isReturn ? 'return ' : '');
			return true;
		}
		if (node.type === 'ArrowFunctionExpression' && node.expression === true) {
			const body = node.body as ParsedNode;
			if (!this.isAssertion(body)) return false;
			this.replace(body, body, place, 'return ', ['{ ', ' }']);
			return true;
		}
		return false;
	}

	private replace(
		target: ParsedNode,
		expression: ParsedNode,
		place: Place,
		lead: string,
		around: readonly [string, string] = ['', ''],
		call = this.source.slice(expression.start, expression.end).replace(/^console\.assert\b/, 'assert.ok'),
	): void {
		const site = this.sites.length;
		const text = this.source.slice(expression.start, expression.end);
		this.refuseEmpty(expression, text);
		const neverMeantToRun = /^(await\s+)?\w+\.fail\b/.test(text);
		this.sites.push({ text: shorten(text), mustBeReached: !place.conditional && !neverMeantToRun });
		const caught = `caught_${this.nonce}`;
		const rethrow = place.caught ? ` throw ${caught};` : '';
		const recorded = `try { ${lead}pass_${this.nonce}(${site}, (${call}\n)); } catch (${caught}) { fail_${this.nonce}(${site}, ${caught});${rethrow} }`;
		// An arrow's body may stand in brackets of its own: they stay outside of the braces otherwise.
		const [start, end] = around[0] === '' ? [target.start, target.end] : widenOverBrackets(this.source, target.start, target.end);
		this.edits.push({ start, end, text: around[0] + recorded + around[1] });
	}

	private isAssertion(expression: ParsedNode): boolean {
		const call = expression.type === 'AwaitExpression' ? (expression.argument as ParsedNode) : expression;
		if (call.type !== 'CallExpression') return false;
		if (isMember(call.callee as ParsedNode, 'console', 'assert')) return true;
		if (this.takesExpect && isExpectation(call)) return true;
		let callee = call.callee as ParsedNode;
		while (callee.type === 'MemberExpression') callee = callee.object as ParsedNode;
		return callee.type === 'Identifier' && this.assertNames.has(callee.name as string);
	}

	private refuseEmpty(expression: ParsedNode, text: string): void {
		const call = expression.type === 'AwaitExpression' ? (expression.argument as ParsedNode) : expression;
		const reason = call.type === 'CallExpression' ? whyEmpty(call, this.source) : undefined;
		if (reason !== undefined)
			throw new EmptyTestsError(
				`${shorten(text)} passes whatever the candidate does: ${reason}`,
				'Compare with what must come, as in assert.equal(add(2, 3), 5).',
			);
	}

	/** The user's own assertEqual is one assertion where it is called, not another one inside. */
	private isAssertionHelper(node: ParsedNode): boolean {
		const named = node.type === 'FunctionDeclaration' || node.type === 'VariableDeclarator';
		const id = node.id as ParsedNode | null | undefined;
		const isFunction = node.type === 'FunctionDeclaration' || /Function/.test((node.init as ParsedNode | null | undefined)?.type ?? '');
		return named && isFunction && id?.type === 'Identifier' && this.assertNames.has(id.name as string);
	}
}

/** What stands as a statement, or in console.log, and is true or false. */
function comparisonIn(expression: ParsedNode): ParsedNode | undefined {
	const [only, ...others] = isPrinting(expression) ? (expression.arguments as ParsedNode[]) : [expression];
	if (only === undefined || others.length > 0) return undefined;
	const isComparison = only.type === 'BinaryExpression' && /^(?:[=!]==?|[<>]=?)$/.test(String(only.operator));
	return isComparison || (only.type === 'LogicalExpression' && comparisonIn(only.left as ParsedNode) !== undefined) ? only : undefined;
}

function isPrinting(node: ParsedNode): boolean {
	return node.type === 'CallExpression' && isMember(node.callee as ParsedNode, 'console', 'log');
}

function isMember({ type, object, property }: ParsedNode, owner: string, name: string): boolean {
	return type === 'MemberExpression' && (object as ParsedNode).name === owner && (property as ParsedNode).name === name;
}

/** `expect(x).toBe(y)`, `expect(x).not.toBe(y)`: a matcher that is called on what expect gave. */
function isExpectation(call: ParsedNode): boolean {
	let callee = call.callee as ParsedNode;
	if (callee.type !== 'MemberExpression') return false;
	while (callee.type === 'MemberExpression') callee = callee.object as ParsedNode;
	return callee.type === 'CallExpression' && (callee.callee as ParsedNode).name === 'expect';
}

function placeOfChild(node: ParsedNode, key: string, place: Place): Place {
	if (/Function/.test(node.type)) return { conditional: place.conditional, caught: false };
	const isBranch = (node.type === 'IfStatement' && key !== 'test') || node.type === 'SwitchCase' || node.type === 'CatchClause';
	const isCaught = node.type === 'TryStatement' && key === 'block' && node.handler != null;
	return { conditional: place.conditional || isBranch, caught: place.caught || isCaught };
}

function widenOverBrackets(source: string, start: number, end: number): [number, number] {
	for (;;) {
		const before = /\(\s*$/.exec(source.slice(Math.max(0, start - 200), start));
		const after = /^\s*\)/.exec(source.slice(end, end + 200));
		if (!before || !after || !/=>\s*(\(\s*)+$/.test(source.slice(Math.max(0, start - 200), start))) return [start, end];
		start -= before[0].length;
		end += after[0].length;
	}
}

function shorten(text: string): string {
	const line = text.replace(/\s+/g, ' ');
	return line.length > 200 ? `${line.slice(0, 199)}…` : line;
}
