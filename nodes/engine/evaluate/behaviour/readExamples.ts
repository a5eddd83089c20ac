import { readArguments, readLiteral, type Literal } from './literal';

/** A call, and what it should give, where somebody says so. */
export interface Example {
	readonly input: readonly Literal[];
	readonly expected?: Literal;
}

const MOST_EXAMPLES = 20;
/** Tasks are shorter, and calls are: what is longer was not written to be read. */
const MOST_CHARACTERS = 200_000;
const LONGEST_CALL = 5000;
const MOST_CALLS = 500;
/** Between a call and what it gives. */
const gives = /^[`'")\]]*\s*(?:(?:===?|=>|->|→|➞|➔|⇒|=|:)\s*|(?:should\s+)?(?:returns?|gives?|be|is|equals?|yields?)\s*:?\s+)/;

/**
 * Finds calls of a function in a task's text, with what they should give: doctests (`>>> f(2)` and the next line), `f(2) == 3`, `f(2) => 3`, `f(2) # => 3`, `f(2) returns 3`.
 *
 * Only calls with literal arguments count. The same call is taken once, with what it gives if any mention says so.
 */
export function readExamples(text: string, functionNames: readonly string[]): readonly Example[] {
	const plain = text.slice(0, MOST_CHARACTERS).replace(/^[ \t]*(?:\/\/+|#+|\*+)[ \t]?/gm, '');
	const found = new Map<string, Example>();
	for (const name of functionNames) {
		for (const { start, end } of callsOf(name, plain)) {
			const read = readArguments(plain.slice(0, end + LONGEST_CALL), end);
			if (read === undefined) continue;
			const before = plain.slice(plain.lastIndexOf('\n', start) + 1, start);
			if (/\b(?:def|function)$/.test(before.trimEnd().slice(-10))) continue;
			const expected = readGiven(plain.slice(read.end, read.end + LONGEST_CALL), before.includes('>>>'));
			const key = JSON.stringify(read.items);
			const known = found.get(key);
			if (known?.expected === undefined) found.set(key, { input: read.items, ...(expected === undefined ? {} : { expected }) });
		}
	}
	return [...found.values()].slice(0, MOST_EXAMPLES);
}

/** Where a name stands with an opening bracket behind it, by comparing letters: a name may come from a caller, and is never made a pattern. */
function callsOf(name: string, text: string): ReadonlyArray<{ readonly start: number; readonly end: number }> {
	const calls: Array<{ readonly start: number; readonly end: number }> = [];
	if (name === '') return calls;
	for (let start = text.indexOf(name); start !== -1 && calls.length < MOST_CALLS; start = text.indexOf(name, start + name.length)) {
		if (/[\w.]/.test(text.charAt(start - 1))) continue;
		const gap = /^\s{0,20}\(/.exec(text.slice(start + name.length, start + name.length + 21))?.[0];
		if (gap !== undefined) calls.push({ start, end: start + name.length + gap.length });
	}
	return calls;
}

function readGiven(rest: string, isDoctest: boolean): Literal | undefined {
	if (isDoctest) {
		const nextLine = /^[ \t]*(?:#[^\n]*)?\n[ \t]*/.exec(rest);
		if (nextLine !== null) return wholeLine(rest.slice(nextLine[0].length));
	}
	const sign = gives.exec(rest);
	if (sign === null) {
		// On the next line, as JavaScript's comments have it.
		const after = /^\s*\n[ \t]*(?:>|=>|\/\/|#)?[ \t]*/.exec(rest);
		return after === null ? undefined : wholeLine(rest.slice(after[0].length));
	}
	return readLiteral(rest, sign[0].length)?.literal;
}

/** A line that is a literal and nothing else. */
function wholeLine(text: string): Literal | undefined {
	const read = readLiteral(text);
	if (read === undefined) return undefined;
	return /^[ \t]*(?:\n|$|#|\/\/|"""|''')/.test(text.slice(read.end)) ? read.literal : undefined;
}
