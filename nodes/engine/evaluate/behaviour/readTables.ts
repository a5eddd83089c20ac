import type { Literal } from './literal';
import { readLiteral } from './literal';
import { readArgument, readArguments, toInput, type Argument } from './readArguments';
import type { Mention } from './recursion';

const MOST_ROWS = 200;
const rule = /^[ \t]{0,20}\|?[ \t]{0,8}:?-{1,80}:?[ \t]{0,8}(?:\|[ \t]{0,8}:?-{1,80}:?[ \t]{0,8}){1,20}\|?[ \t]{0,20}$/;
const outputs = /^(?:the |expected |function )?(?:outputs?|results?|returns?|expected|value|return value|gives|answer)\b/i;
const inputs = /^(?:inputs?|arguments?|args|calls?|expression|parameters?)\b/i;

/** The rows of Markdown tables whose last column is what the function gives: `| input | output |`, `| call | returns |`, or a column for each parameter. */
export function readTables(text: string, name: string, parameters: readonly string[] | undefined): readonly Mention[] {
	const said: Mention[] = [];
	const lines = text.split('\n');
	let at = 0;
	let head: readonly string[] | undefined;
	let rows = 0;
	for (const [index, line] of lines.entries()) {
		const cells = line.includes('|') ? cellsOf(line) : [];
		if (rule.test(line.slice(0, 2000))) head = headOf(cellsOf(lines[index - 1] ?? ''), name, parameters);
		else if (cells.length < 2) head = undefined;
		else if (head !== undefined && cells.length === head.length && ++rows <= MOST_ROWS) {
			const read = readRow(cells, name);
			const input = read === undefined ? undefined : toInput(read.items, parameters);
			if (read !== undefined && input !== undefined) said.push({ at, input, expected: read.expected });
		}
		at += line.length + 1;
	}
	return said;
}

/** The titles, where they are those of such a table. */
function headOf(titles: readonly string[], name: string, parameters: readonly string[] | undefined): readonly string[] | undefined {
	const last = titles.at(-1) ?? '';
	const before = titles.slice(0, -1);
	const isInput = (title: string) => inputs.test(title) || /^[A-Za-z_]\w{0,30}(?:\(|$)/.test(title) || parameters?.includes(title) === true;
	return before.length > 0 && (outputs.test(last) || last.startsWith(`${name}(`)) && before.every(isInput) ? titles : undefined;
}

function cellsOf(line: string): readonly string[] {
	const inner = line.trim().replace(/^\|/, '').replace(/\|$/, '');
	return inner.split('|').map((cell) =>
		cell
			.trim()
			.replace(/^`{1,2}(.{0,2000}?)`{1,2}$/, '$1')
			.trim(),
	);
}

function readRow(cells: readonly string[], name: string): { readonly items: readonly Argument[]; readonly expected: Literal } | undefined {
	const expected = wholeLiteral(cells.at(-1) ?? '');
	const items = cells.slice(0, -1).map((cell) => readCell(cell, name));
	if (expected === undefined || items.includes(undefined)) return undefined;
	return { items: items.flatMap((each) => each ?? []), expected };
}

/** A call, or values with commas between. */
function readCell(cell: string, name: string): readonly Argument[] | undefined {
	if (cell.startsWith(`${name}(`)) {
		const read = readArguments(cell, name.length + 1);
		return read?.end === cell.length ? read.items : undefined;
	}
	const items: Argument[] = [];
	for (let at = 0; at < cell.length;) {
		const read = readArgument(cell, at);
		if (read === undefined) return undefined;
		items.push(read.argument);
		const gap = /^\s{0,8}`?\s{0,8}(?:,\s{0,8}`?|$)/.exec(cell.slice(read.end))?.[0];
		if (gap === undefined) return undefined;
		at = read.end + gap.length;
		if (gap === '') break;
	}
	return items.length === 0 ? undefined : items;
}

function wholeLiteral(cell: string): Literal | undefined {
	const read = readLiteral(cell);
	return read !== undefined && cell.slice(read.end).trim() === '' ? read.literal : undefined;
}
