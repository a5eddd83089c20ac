import { readArguments, readLiteral, type Literal } from './literal';

/** A call, and what it should give, where somebody says so. */
export interface Example {
	readonly input: readonly Literal[];
	readonly expected?: Literal;
}

const MOST_EXAMPLES = 20;
/** Between a call and what it gives. */
const gives = /^[`'")\]]*\s*(?:(?:===?|=>|->|→|➞|➔|⇒|=|:)\s*|(?:should\s+)?(?:returns?|gives?|be|is|equals?|yields?)\s*:?\s+)/;

/**
 * Finds calls of a function in a task's text, with what they should give: doctests (`>>> f(2)` and the next line), `f(2) == 3`, `f(2) => 3`, `f(2) # => 3`, `f(2) returns 3`.
 *
 * Only calls with literal arguments count. The same call is taken once, with what it gives if any mention says so.
 */
export function readExamples(text: string, functionNames: readonly string[]): readonly Example[] {
	const plain = text.replace(/^[ \t]*(?:\/\/+|#+|\*+)[ \t]?/gm, '');
	const found = new Map<string, Example>();
	for (const name of functionNames) {
		const call = new RegExp(String.raw`(?<![\w.])${name.replace(/\$/g, '\\$')}\s*\(`, 'g');
		for (const match of plain.matchAll(call)) {
			const read = readArguments(plain, match.index + match[0].length);
			if (read === undefined) continue;
			const lineStart = plain.lastIndexOf('\n', match.index) + 1;
			if (/\b(?:def|function)\s*$/.test(plain.slice(lineStart, match.index))) continue;
			const isDoctest = plain.slice(lineStart, match.index).includes('>>>');
			const expected = readGiven(plain.slice(read.end), isDoctest);
			const key = JSON.stringify(read.items);
			const known = found.get(key);
			if (known?.expected === undefined) found.set(key, { input: read.items, ...(expected === undefined ? {} : { expected }) });
		}
	}
	return [...found.values()].slice(0, MOST_EXAMPLES);
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
