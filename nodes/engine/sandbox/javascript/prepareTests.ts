import { parse, type Node } from 'acorn';
import type { AssertionSite } from '../assertionSite';
import { applyEdits, importAsRequire, type Edit, type ParsedNode } from './edits';
import { findAssertNames } from './findAssertNames';
import { genuineBuiltins } from '../guest/genuineBuiltins';

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
 * @throws SyntaxError as acorn words it, with `loc`.
 */
export function prepareTests(source: string, nonce: string): PreparedTests {
	const program = parse(source, parseOptions) as unknown as ParsedNode;
	const walk = new SiteWalk(source, findAssertNames(program), nonce);
	walk.visit(program, { conditional: false, caught: false });
	walk.awaitTopLevelCalls(program);
	const body = applyEdits(source, walk.edits).replace(/^#!/, '//');
	const [pass, fail] = [`pass_${nonce}`, `fail_${nonce}`];
	const hasAssertions = walk.sites.length > 0;
	return {
		source: `(async (require, assert, console, ${pass}, ${fail}, [${genuineBuiltins}]) => {\nawait (async () => {\n${body}\n})();\n})`,
		sites: hasAssertions ? walk.sites : [{ text: 'the tests run to their end', mustBeReached: true }],
		hasAssertions,
	};
}

interface Place {
	readonly conditional: boolean;
	readonly caught: boolean;
}

class SiteWalk {
	readonly edits: Edit[] = [];
	readonly sites: AssertionSite[] = [];
	private readonly source: string;
	private readonly assertNames: ReadonlySet<string>;
	private readonly nonce: string;

	constructor(source: string, assertNames: ReadonlySet<string>, nonce: string) {
		this.source = source;
		this.assertNames = assertNames;
		this.nonce = nonce;
	}

	visit(node: ParsedNode, place: Place): void {
		if (node.type === 'ImportDeclaration') {
			this.edits.push({ start: node.start, end: node.end, text: importAsRequire(node) });
			return;
		}
		if (this.recordIfAssertion(node, place) || this.isAssertionHelper(node)) return;
		for (const [key, child] of childrenOf(node)) this.visit(child, placeOfChild(node, key, place));
	}

	/** `main();` is waited for, so that what an async test throws is not lost. */
	awaitTopLevelCalls(program: ParsedNode): void {
		for (const statement of program.body as ParsedNode[]) {
			const expression = statement.expression as ParsedNode | undefined;
			if (statement.type !== 'ExpressionStatement' || expression?.type !== 'CallExpression' || this.isAssertion(expression)) continue;
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
	): void {
		const site = this.sites.length;
		const text = this.source.slice(expression.start, expression.end);
		const neverMeantToRun = /^(await\s+)?\w+\.fail\b/.test(text);
		this.sites.push({ text: shorten(text), mustBeReached: !place.conditional && !neverMeantToRun });
		const caught = `caught_${this.nonce}`;
		const rethrow = place.caught ? ` throw ${caught};` : '';
		const recorded = `try { ${lead}pass_${this.nonce}(${site}, (${text}\n)); } catch (${caught}) { fail_${this.nonce}(${site}, ${caught});${rethrow} }`;
		// An arrow's body may stand in brackets of its own: they stay outside of the braces otherwise.
		const [start, end] = around[0] === '' ? [target.start, target.end] : widenOverBrackets(this.source, target.start, target.end);
		this.edits.push({ start, end, text: around[0] + recorded + around[1] });
	}

	private isAssertion(expression: ParsedNode): boolean {
		const call = expression.type === 'AwaitExpression' ? (expression.argument as ParsedNode) : expression;
		if (call.type !== 'CallExpression') return false;
		let callee = call.callee as ParsedNode;
		while (callee.type === 'MemberExpression') callee = callee.object as ParsedNode;
		return callee.type === 'Identifier' && this.assertNames.has(callee.name as string);
	}

	/** The user's own assertEqual is one assertion where it is called, not another one inside. */
	private isAssertionHelper(node: ParsedNode): boolean {
		const named = node.type === 'FunctionDeclaration' || node.type === 'VariableDeclarator';
		const id = node.id as ParsedNode | null | undefined;
		const isFunction = node.type === 'FunctionDeclaration' || /Function/.test((node.init as ParsedNode | null | undefined)?.type ?? '');
		return named && isFunction && id?.type === 'Identifier' && this.assertNames.has(id.name as string);
	}
}

function placeOfChild(node: ParsedNode, key: string, place: Place): Place {
	if (/Function/.test(node.type)) return { conditional: place.conditional, caught: false };
	const isBranch = (node.type === 'IfStatement' && key !== 'test') || node.type === 'SwitchCase' || node.type === 'CatchClause';
	const isCaught = node.type === 'TryStatement' && key === 'block' && node.handler != null;
	return { conditional: place.conditional || isBranch, caught: place.caught || isCaught };
}

function* childrenOf(node: ParsedNode): Generator<[string, ParsedNode]> {
	for (const [key, value] of Object.entries(node)) {
		if (Array.isArray(value)) {
			for (const one of value) if (isNode(one)) yield [key, one];
		} else if (isNode(value)) yield [key, value];
	}
}

function isNode(value: unknown): value is ParsedNode {
	return typeof value === 'object' && value !== null && typeof (value as Partial<Node>).type === 'string';
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
