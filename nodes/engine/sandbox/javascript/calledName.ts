import type { Tests } from '../sandbox';

const calls = /(?<![.\w$])([A-Za-z_$][\w$]*)\s*\(/g;
const known =
	/^(?:after|afterAll|afterEach|assert\w*|async|await|before|beforeAll|beforeEach|catch|deepEqual|deepStrictEqual|chai|context|describe|equal|eval|expect|fail|fdescribe|fit|for|function|if|import|isNaN|it|parseFloat|parseInt|require|return|setTimeout|specify|strictEqual|suite|super|switch|test|throws|typeof|while|xdescribe|xit|xtest|[A-Z]\w*)$/;
const MOST_CHARACTERS = 100_000;

/**
 * The one function that the tests call and do not declare; undefined where there are several, or none.
 *
 * A candidate that exports a function without a name means this one.
 */
export function calledName(tests: Tests): string | undefined {
	if (tests.kind === 'cases') return /^[A-Za-z_$][\w$]*$/.test(tests.functionName) ? tests.functionName : undefined;
	const source = tests.source.slice(0, MOST_CHARACTERS);
	const names = new Set([...source.matchAll(calls)].map(([, name = '']) => name).filter((name) => !known.test(name)));
	const declared = new Set([...source.matchAll(/\b(?:function|const|let|var|class)\s+([A-Za-z_$][\w$]*)/g)].map(([, name = '']) => name));
	const [only, ...others] = [...names].filter((name) => !declared.has(name));
	return others.length === 0 ? only : undefined;
}
