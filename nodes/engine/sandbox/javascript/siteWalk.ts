import type { AssertionSite } from '../assertionSite';
import { childrenOf, importAsRequire, type Edit, type ParsedNode } from './edits';
import { EmptyTestsError, whyEmpty } from './emptyAssertion';
import { isExpectation, refuseUnknownMatcher, refuseUnknownMock } from './expectation';
import { findAssertNames } from './findAssertNames';
import type { Uncalled } from './findUncalled';
import { hasOnly, modeOf } from './testModes';
import { HandlerReader, type Handler } from './handler';
import { shorten } from '../../text/shorten';

interface Place {
	readonly conditional: boolean;
	/** In a `try` of the tests themselves, which may take a failure for what it should be. */
	readonly caught?: Handler;
	/** In a test that is left out, or in a function that nobody calls. */
	readonly unrun?: boolean;
	/** In a test or group that is marked as the only one. */
	readonly only?: boolean;
}

export interface WalkSettings {
	readonly source: string;
	readonly program: ParsedNode;
	readonly nonce: string;
	/** The tests are written for a framework. */
	readonly takesExpect: boolean;
	readonly takesComparisons: boolean;
	readonly uncalled: readonly Uncalled[];
}

/** Finds the assertions of tests, and rewrites each so that it is recorded. */
export class SiteWalk {
	readonly edits: Edit[] = [];
	readonly sites: AssertionSite[] = [];
	/** Where each of them stands. */
	readonly positions: number[] = [];
	/** How many of them nobody runs. */
	unrun = 0;
	/** Something is thrown by hand. */
	throws = false;
	private readonly source: string;
	private readonly assertNames: ReadonlySet<string>;
	private readonly nonce: string;
	private readonly takesExpect: boolean;
	private readonly takesComparisons: boolean;
	private readonly uncalled: ReadonlySet<ParsedNode>;
	private readonly hasOnly: boolean;
	private readonly handlers: HandlerReader;

	constructor({ source, program, nonce, takesExpect, takesComparisons, uncalled }: WalkSettings) {
		this.source = source;
		this.assertNames = findAssertNames(program);
		this.nonce = nonce;
		this.takesExpect = takesExpect;
		this.takesComparisons = takesComparisons;
		this.uncalled = new Set(uncalled.map(({ node }) => node));
		this.hasOnly = takesExpect && hasOnly(program);
		this.handlers = new HandlerReader(program, nonce);
	}

	visit(node: ParsedNode, around: Place): void {
		const place = this.placeOf(node, around);
		if (node.type === 'ImportDeclaration') {
			this.edits.push({ start: node.start, end: node.end, text: importAsRequire(node) });
			return;
		}
		if (node.type === 'ThrowStatement' || this.isAssertionHelper(node)) this.throws = true;
		if (this.isAssertionHelper(node)) return this.throwInstead(node);
		if (this.recordIfAssertion(node, place)) return;
		const handler = node.type === 'TryStatement' ? this.handlers.read(node) : undefined;
		if (handler !== undefined) this.edits.push(...this.handlers.around(handler, place.caught));
		for (const [key, child] of childrenOf(node)) {
			const below = placeOfChild(node, key, place);
			this.visit(child, handler !== undefined && key === 'block' ? { ...below, caught: handler } : below);
		}
	}

	/** Where a test is left out by its mark, or a function is called by nobody. */
	private placeOf(node: ParsedNode, place: Place): Place {
		if (this.uncalled.has(node)) return { ...place, conditional: true, unrun: true };
		if (this.takesExpect) refuseUnknownMock(node);
		const test = this.takesExpect ? modeOf(node) : undefined;
		if (test === undefined) return place;
		if (test.mode === 'only') return { ...place, only: true };
		const isLeftOut = test.mode === 'skipped' || (this.hasOnly && !test.isGroup && place.only !== true);
		return isLeftOut ? { ...place, conditional: true, unrun: true } : { ...place, conditional: place.conditional || test.mode === 'maybe' };
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
		this.sites.push({ text: shorten(text, 200), mustBeReached: !place.conditional && !neverMeantToRun });
		this.positions.push(target.start);
		if (place.unrun === true) this.unrun++;
		const caught = `caught_${this.nonce}`;
		const to = place.caught?.keeps === true && !neverMeantToRun ? place.caught : undefined;
		const record = to === undefined ? `fail_${this.nonce}(${site}, ${caught});` : `seen_${this.nonce}.wait(${site}, ${caught}, ${to.id});`;
		const rethrow = place.caught ? ` throw ${caught};` : '';
		const recorded = `try { ${lead}pass_${this.nonce}(${site}, (${call}\n)); } catch (${caught}) { ${record}${rethrow} }`;
		// An arrow's body may stand in brackets of its own: they stay outside of the braces otherwise.
		const [start, end] = around[0] === '' ? [target.start, target.end] : widenOverBrackets(this.source, target.start, target.end);
		this.edits.push({ start, end, text: around[0] + recorded + around[1] });
	}

	private isAssertion(expression: ParsedNode): boolean {
		const call = expression.type === 'AwaitExpression' ? (expression.argument as ParsedNode) : expression;
		if (this.takesExpect && isExpectation(call)) return true;
		if (call.type !== 'CallExpression') return false;
		if (isMember(call.callee as ParsedNode, 'console', 'assert')) return true;
		let callee = call.callee as ParsedNode;
		while (callee.type === 'MemberExpression' && !isMember(callee, 'chai', 'assert')) callee = callee.object as ParsedNode;
		return callee.type === 'MemberExpression' || (callee.type === 'Identifier' && this.assertNames.has(callee.name as string));
	}

	private refuseEmpty(expression: ParsedNode, text: string): void {
		const call = expression.type === 'AwaitExpression' ? (expression.argument as ParsedNode) : expression;
		if (this.takesExpect) refuseUnknownMatcher(call);
		const reason = call.type === 'CallExpression' ? whyEmpty(call, this.source) : undefined;
		if (reason !== undefined)
			throw new EmptyTestsError(
				`${shorten(text, 200)} passes whatever the candidate does: ${reason}`,
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

function placeOfChild(node: ParsedNode, key: string, place: Place): Place {
	if (/Function/.test(node.type)) {
		const { caught: _, ...own } = place;
		return own;
	}
	const isBranch = (node.type === 'IfStatement' && key !== 'test') || node.type === 'SwitchCase' || node.type === 'CatchClause';
	return { ...place, conditional: place.conditional || isBranch };
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
