import { parse } from 'acorn';
import type { AssertionSite } from '../assertionSite';
import { genuineBuiltins, ownedBuiltins } from '../guest/genuineBuiltins';
import { applyEdits, type ParsedNode } from './edits';
import { EmptyTestsError } from './emptyAssertion';
import { findUncalled, type Uncalled } from './findUncalled';
import { rewriteImports } from './rewriteImports';
import { aroundExits, rewriteTests } from './rewriteTests';
import { SiteWalk, type WalkSettings } from './siteWalk';
import { frameworkNamesIn, frameworkSource, usesFramework } from './testFramework';

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
 * An assertion inside `try` with a `catch` is thrown on, because the tests want to see it: it fails only where that throws in turn, or does nothing, or no more than print. `assert.fail`, and what stands in
 * a branch, counts only when it is reached. What is passed to an assertion is left as it is.
 *
 * Tests for Jest, Vitest, Mocha and node:test find `describe`, `test`, `expect` and their like.
 *
 * @throws SyntaxError as acorn words it, with `loc`.
 * @throws EmptyTestsError when the tests, or one assertion of them, would pass every candidate.
 */
export function prepareTests(written: string, nonce: string): PreparedTests {
	const { source, exits } = rewriteTests(rewriteImports(written, parseOptions), parseOptions, nonce);
	const program = parse(source, parseOptions) as unknown as ParsedNode;
	const isFramework = usesFramework(source);
	const uncalled = findUncalled(program);
	const walk = walkOver({ program, source, nonce, takesExpect: isFramework, uncalled }, exits === 'maybe badly');
	walk.awaitTopLevelCalls(program);
	const calls = uncalled.filter((each) => each.canRun && holdsAny(each.node, walk.positions)).map(({ name }) => `\nawait ${name}();`);
	const tests = applyEdits(source, walk.edits).replace(/^#!/, '//') + calls.join('');
	const inner = isFramework ? withFramework(tests, source, nonce) : `await (async () => {\n${tests}\n})();`;
	const body = exits === 'never' ? inner : aroundExits(inner, nonce);
	const hasAssertions = walk.sites.length > 0;
	return {
		source: `(async (require, assert, console, pass_${nonce}, fail_${nonce}, seen_${nonce}, [${genuineBuiltins}, ${ownedBuiltins}]) => {\n${body}\n})`,
		sites: hasAssertions ? walk.sites : [{ text: 'the tests run to their end', mustBeReached: true }],
		hasAssertions,
	};
}

/** Bare comparisons are assertions where there are no others: somebody who writes one means it. */
function walkOver(settings: Omit<WalkSettings, 'takesComparisons'>, endsBadly: boolean): SiteWalk {
	const runnable = settings.uncalled.filter(({ canRun }) => canRun);
	const uncalled = settings.uncalled.filter((each) => !runnable.includes(each));
	const walks = [false, true].map((takesComparisons) => {
		const walk = new SiteWalk({ ...settings, uncalled, takesComparisons });
		walk.visit(settings.program, { conditional: false });
		walk.throws ||= endsBadly;
		return walk;
	});
	const [plain, lenient] = walks as [SiteWalk, SiteWalk];
	const walk = plain.sites.length > 0 || plain.throws ? plain : lenient;
	if (walk.sites.length === 0 && !walk.throws)
		throw new EmptyTestsError(
			'The tests check nothing: they have no assertion that is known here, no comparison that stands alone and nothing that throws',
			'Write what must hold, such as assert.equal(add(2, 3), 5).',
		);
	if (walk.sites.length > 0 && walk.unrun === walk.sites.length) refuseUnrun(walk, uncalled);
	return walk;
}

/** Methods may be called by a name that is only known when they run: what they assert is just not missed. */
function refuseUnrun(walk: SiteWalk, uncalled: readonly Uncalled[]): void {
	const idle = uncalled.filter(({ node }) => holdsAny(node, walk.positions));
	if (idle.some(({ node }) => !/Declarat/.test(node.type))) return;
	const [first] = idle;
	throw first === undefined
		? new EmptyTestsError('All tests are marked to be left out, so nothing is checked', 'Take the mark off the tests that must run.')
		: new EmptyTestsError(`Nobody calls ${first.name}, so nothing is checked`, `Call it at the end of the tests, with what it takes.`);
}

function holdsAny({ start, end }: ParsedNode, positions: readonly number[]): boolean {
	return positions.some((position) => position >= start && position < end);
}

/** The names of the framework stand around the tests, so that what they import or declare goes before. */
function withFramework(body: string, source: string, nonce: string): string {
	const framework = `framework_${nonce}`;
	const hasContext = /['"](?:node:test|vitest|bun:test)['"]/.test(source);
	return `const ${framework} = ${frameworkSource}(assert);
${framework}.hasContext = ${hasContext};
await (async (require, { ${frameworkNamesIn(source)} }) => {
await (async () => {
${body}
})();
})((name) => /^(?:node:test|vitest|@jest[/]globals|jest|mocha|bun:test)$/.test(name) ? ${framework} : /^chai(?:$|[/])/.test(name) ? ${framework}.chai : require(name), ${framework});
await ${framework}.run();`;
}
