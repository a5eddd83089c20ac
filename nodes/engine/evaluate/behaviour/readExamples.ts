import { readSite } from './callSite';
import { callsOf } from './callsOf';
import { readGiven } from './givenValue';
import type { Literal } from './literal';
import { readArguments, toInput } from './readArguments';
import { readBlocks } from './readBlocks';
import { readParameters } from './readParameters';
import { readTables } from './readTables';
import { endOfRecursion, withoutRecursion, type Mention } from './recursion';

/** A call, and what it should give, where somebody says so. */
export interface Example {
	readonly input: readonly Literal[];
	readonly expected?: Literal;
}

const MOST_EXAMPLES = 20;
/** Tasks are shorter, and calls are: what is longer was not written to be read. */
const MOST_CHARACTERS = 200_000;
const LONGEST_CALL = 5000;

/**
 * Finds calls of a function in a task's text, with what they should give: in doctests, assertions (`assert`, `node:assert`, `expect`, `unittest`), behind signs and words (`f(2) → 4`, `f(2) should return 4`), in remarks, in blocks of Input and Output, and in tables.
 *
 * Only calls with literal arguments count, and only whole ones have a value: not the one in `g(f(2)) == 4`, `typeof f(2)`, `f(2) + 1 = 5`, nor one of the recursion that defines a sequence; these are inputs and no more. The same call is taken once; where it is said to give two different values, neither is believed.
 */
export function readExamples(text: string, functionNames: readonly string[]): readonly Example[] {
	// Remarks and the console's marks of a line that goes on are no part of what they hold.
	const plain = withoutTags(text.slice(0, MOST_CHARACTERS)).replace(/^[ \t]*(?:\/\/+|#+|\*+(?=[ \t]|$)|\.\.\.(?=[ \t]))[ \t]?/gm, '');
	const said: Mention[] = [];
	for (const name of functionNames) {
		const parameters = readParameters(name, plain);
		said.push(...readCalls(name, plain, parameters), ...readBlocks(plain, parameters), ...readTables(plain, name, parameters));
	}
	return mergeMentions(withoutRecursion(said)).slice(0, MOST_EXAMPLES);
}

/** Code that is marked by HTML is marked by backticks then. */
function withoutTags(text: string): string {
	return text.replace(/<\/?(?:code|tt|kbd|samp|b|strong|em)>/gi, '`');
}

/** One example for each call, in the order of their first mention. */
function mergeMentions(said: readonly Mention[]): readonly Example[] {
	const values = new Map<string, { readonly input: readonly Literal[]; readonly expected: Map<string, Literal> }>();
	for (const { input, expected } of said) {
		const key = JSON.stringify(input);
		const known = values.get(key) ?? { input, expected: new Map<string, Literal>() };
		if (expected !== undefined) known.expected.set(JSON.stringify(expected), expected);
		values.set(key, known);
	}
	return [...values.values()].map(({ input, expected }) => {
		const [only] = expected.size === 1 ? expected.values() : [];
		return { input, ...(only === undefined ? {} : { expected: only }) };
	});
}

function readCalls(name: string, plain: string, parameters: readonly string[] | undefined): readonly Mention[] {
	const said: Mention[] = [];
	for (const { start, end } of callsOf(name, plain)) {
		const before = beforeOn(plain, start);
		const read = readArguments(plain.slice(0, end + LONGEST_CALL), end);
		if (read === undefined) {
			const definesUntil = endOfRecursion(name, plain, start);
			if (definesUntil !== undefined) said.push({ at: start, definesUntil, input: [] });
			continue;
		}
		const input = isHead(before) ? undefined : toInput(read.items, parameters);
		if (input === undefined) continue;
		const site = readSite(before);
		const expected = site === undefined ? undefined : readGiven(plain.slice(read.end, read.end + LONGEST_CALL), site);
		said.push({ at: start, input, ...(expected === undefined ? {} : { expected, isEquation: site?.kind === 'plain' }) });
	}
	return said;
}

/** What stands behind it declares the function, and calls nothing. */
function isHead(before: string): boolean {
	return /(?:^|[^\w$])(?:def|function|fn|func|async|class|new)\s{1,8}$/.test(before.slice(-20));
}

/** What stands before a call on its line, or on the one before where a bracket is opened at its end. */
function beforeOn(plain: string, start: number): string {
	const lineStart = start === 0 ? 0 : plain.lastIndexOf('\n', start - 1) + 1;
	const before = plain.slice(lineStart, start);
	const above = before.trim() === '' && lineStart > 1 ? plain.slice(plain.lastIndexOf('\n', lineStart - 2) + 1, lineStart - 1) : '';
	return /\([ \t\r]{0,8}$/.test(above.slice(-20)) ? above.trimEnd() : before;
}
