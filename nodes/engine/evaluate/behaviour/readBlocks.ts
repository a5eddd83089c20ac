import type { Literal } from './literal';
import { readArgument, toInput, type Argument } from './readArguments';
import { readMarked, wholeValue } from './wholeValue';
import type { Mention } from './recursion';

const MOST_BLOCKS = 100;
const LONGEST = 5000;
/** `Input:`, `**Input:**`, `Sample Input 1:`, `Input =`; and `for n = 3`, which counts only where an output follows. */
const begins =
	/(?:\b(?:input|arguments?|args|given)\b[*_`]{0,3}\s?\d{0,3}[*_`]{0,3}\s?[:=][*_`]{0,3}|\bfor(?: input| an input)?(?: of)?\b)/gi;
/** Between two arguments. */
const between = /^(?:\s{0,8}[`*_]{0,3}\s{0,8}(?:,|;|\band\b)\s{0,40}(?:and\s)?|[`*_]{0,3}[ \t]{0,20}\r?\n\s{0,40})[`*_]{0,3}/;
const ends =
	/^[`*_]{0,3}[\s,;.|:)]{0,60}(?:->|=>|→|➞|⇒)?[\s*_`-]{0,60}(?:(?:the|your|sample|expected|function|correct)\s{1,8}){0,3}(?:outputs?|results?|returns?|return value|expected|answer|it returns)\b(?: value)?[*_`]{0,3}\s?\d{0,3}[*_`]{0,3}\s{0,8}(?:[:=]|->|=>|→|(?:should|must|would|will) be|is|equals)?[*_`:]{0,4}\s{0,40}/i;
const arrows = /^[`*_]{0,3}[ \t]{0,20}(?:->|=>|→|➞|⇒)\s{0,20}/;

/** Blocks of input and output, as in `Input: nums = [2, 7], target = 9` and `Output: [0, 1]`: the arguments in the order of the parameters where these are known, else as they are written. */
export function readBlocks(text: string, parameters: readonly string[] | undefined): readonly Mention[] {
	const said: Mention[] = [];
	let seen = 0;
	for (const match of text.matchAll(begins)) {
		if (++seen > MOST_BLOCKS) break;
		const isLabelled = /[:=]/.test(match[0]);
		const block = text.slice(match.index + match[0].length, match.index + match[0].length + LONGEST);
		const read = readInputs(block, isLabelled);
		const expected = read === undefined ? undefined : readOutput(block.slice(read.end), isLabelled);
		const input = read === undefined ? undefined : toInput(spread(read.items, parameters), parameters);
		if (input !== undefined && expected !== undefined) said.push({ at: match.index, input, expected });
	}
	return said;
}

function readInputs(block: string, isLabelled: boolean): { readonly items: readonly Argument[]; readonly end: number } | undefined {
	const items: Argument[] = [];
	let at = /^\s{0,60}[`*_]{0,3}/.exec(block)?.[0].length ?? 0;
	for (;;) {
		const read = readArgument(block, at);
		if (read === undefined || isOutput(read.argument)) break;
		items.push(read.argument);
		const gap = between.exec(block.slice(read.end, read.end + 120));
		at = read.end;
		const next = gap === null ? undefined : readArgument(block, read.end + gap[0].length);
		if (gap === null || next === undefined || isOutput(next.argument)) break;
		at += gap[0].length;
	}
	const isNamed = items.every(({ name }) => name !== undefined);
	// Two values of which one has no name are no list of arguments, and prose says "for 3 days".
	const isClear = isLabelled ? isNamed || items.every(({ name }) => name === undefined) : isNamed;
	return items.length > 0 && isClear ? { items, end: at } : undefined;
}

/** `Output: 4` looks like an argument with a name. */
function isOutput({ name = '' }: Argument): boolean {
	return /^(?:outputs?|results?|returns?|expected|answer|explanation)$/i.test(name);
}

function readOutput(rest: string, isLabelled: boolean): Literal | undefined {
	const head = ends.exec(rest.slice(0, 300)) ?? (isLabelled ? arrows.exec(rest.slice(0, 80)) : null);
	if (head === null) return undefined;
	const value = rest.slice(head[0].length);
	return readMarked(value) ?? wholeValue(value);
}

/** `Input: (2, 3)` are two arguments of a function that takes two. */
function spread(items: readonly Argument[], parameters: readonly string[] | undefined): readonly Argument[] {
	const [only, ...others] = items;
	if (others.length > 0 || only?.literal.kind !== 'tuple' || parameters === undefined || parameters.length === 1) return items;
	return only.literal.items.length === parameters.length ? only.literal.items.map((literal) => ({ literal })) : items;
}
