import { assertingWords, chaiMethods } from './chaiSource';
import type { ParsedNode } from './edits';
import { EmptyTestsError } from './emptyAssertion';
import { matcherNames } from './expectSource';

const known: ReadonlySet<string> = new Set([...matcherNames, ...chaiMethods]);
const asserting: ReadonlySet<string> = new Set(assertingWords);
const mockMembers = /^(?:fn|clearAllMocks|resetAllMocks|restoreAllMocks|setTimeout)$/;

/** Whether an expression is an expectation that asserts: `expect(x).not.toBe(y)`, `expect(x).to.be.true`. A bare `expect(x)` asserts nothing. */
export function isExpectation(node: ParsedNode): boolean {
	const chain = chainOf(node);
	if (chain === undefined || chain.length === 0) return false;
	return node.type === 'CallExpression' || asserting.has(chain.at(-1) ?? '');
}

/** @throws EmptyTestsError where an expectation asks for what the sandbox does not have: it would fail every candidate. */
export function refuseUnknownMatcher(node: ParsedNode): void {
	const matcher = chainOf(node)?.at(-1);
	if (matcher === undefined || node.type !== 'CallExpression' || known.has(matcher)) return;
	if (/snapshot/i.test(matcher))
		throw new EmptyTestsError(
			`${matcher} compares with a snapshot taken earlier, and here there is none`,
			'Write what must come, as in expect(add(2, 3)).toBe(5).',
		);
	throw new EmptyTestsError(
		`The sandbox does not know the matcher ${matcher}`,
		'Use one of Jest or chai, such as toBe, toEqual or toThrow, or write assert.equal(add(2, 3), 5).',
	);
}

/** @throws EmptyTestsError where the tests use a part of Jest's or Vitest's mocks that the sandbox does not have. */
export function refuseUnknownMock(node: ParsedNode): void {
	const owner = node.type === 'MemberExpression' ? (node.object as ParsedNode) : undefined;
	if (owner?.type !== 'Identifier' || !/^(?:jest|vi)$/.test(owner.name as string)) return;
	const name = String((node.property as ParsedNode).name);
	if (!mockMembers.test(name))
		throw new EmptyTestsError(
			`The sandbox does not have ${owner.name as string}.${name}`,
			'Write the tests without it; of the mocks only fn is there, and a clock that runs by itself.',
		);
}

/** The names behind `expect(…)`, in their order; undefined where an expression is no such chain. */
function chainOf(node: ParsedNode): string[] | undefined {
	const names: string[] = [];
	let at = node;
	for (;;) {
		if (at.type === 'CallExpression') {
			const callee = at.callee as ParsedNode;
			if (callee.type === 'Identifier' && callee.name === 'expect') return names;
			if (callee.type === 'MemberExpression' && isExpectOfChai(callee)) return names;
			at = callee;
		} else if (at.type === 'MemberExpression') {
			names.unshift(String((at.property as ParsedNode).name));
			at = at.object as ParsedNode;
		} else return undefined;
	}
}

function isExpectOfChai(callee: ParsedNode): boolean {
	return (callee.object as ParsedNode).name === 'chai' && (callee.property as ParsedNode).name === 'expect';
}
