/**
 * What a line of an output is: a `field` is `key: value` beside others of its kind, a `key` stands alone above what it holds, an `item` is a lone value of a list below a key, a `row` is one of a table.
 */
export interface RecordLine {
	readonly kind: 'field' | 'key' | 'item' | 'row' | 'text' | 'blank';
	/** Where its words begin, behind the dash of an entry. */
	readonly indent: number;
	/** It is the first one of an entry of a list. */
	readonly isEntry: boolean;
	/** Of fields and keys. */
	readonly key: string;
	/** The words behind the key, or all of them. */
	readonly value: string;
}

/** Up to four words, of any script; prose before a colon is longer, or has marks. */
const field = /^([\p{L}_$@][\p{L}\p{M}\p{N}_$@.-]{0,40}(?: [\p{L}\p{N}_(][\p{L}\p{M}\p{N}_.()-]{0,30}){0,3}): +(?=\S)/u;
const keyAlone = /^([\p{L}_$@][\p{L}\p{M}\p{N}_$@.-]{0,40}(?: [\p{L}\p{N}_(][\p{L}\p{M}\p{N}_.()-]{0,30}){0,3}):$/u;
const LEAST_ROWS = 2;
/** Lines with a comma each are most often a title and a sentence. */
const LEAST_SPACED_ROWS = 3;
const LONGEST_CELL = 60;
/** Of one list: the walk up to its name must not take longer with every item. */
const MOST_ITEMS = 200;

/** Tells fields and rows from text, line by line: what looks like one but stands alone is text, as `data: Eiffel Tower` above a page is. */
export function readRecordLines(lines: readonly string[]): readonly RecordLine[] {
	const looks = lines.map(lookAt);
	const rows = rowsIn(lines, looks);
	return looks.map((look, index) => {
		if (rows.has(index)) return { ...look, kind: 'row', key: '', value: (lines[index] ?? '').trim() };
		if (look.kind === 'field')
			return hasBeside(looks, index) ? look : { ...look, kind: 'text', key: '', value: (lines[index] ?? '').trim().replace(/^- /, '') };
		return look.kind === 'text' && look.isEntry && isBelowKey(looks, index) ? { ...look, kind: 'item' } : look;
	});
}

function lookAt(line: string): RecordLine {
	const words = line.trim();
	const isEntry = words.startsWith('- ');
	const said = isEntry ? words.slice(2).trim() : words;
	const indent = line.length - line.trimStart().length + (isEntry ? 2 : 0);
	const each = { indent, isEntry, key: '', value: said };
	if (words === '') return { ...each, kind: 'blank' };
	const alone = keyAlone.exec(said)?.[1];
	if (alone !== undefined) return { ...each, kind: 'key', key: alone, value: '' };
	const named = field.exec(said);
	if (named === null) return { ...each, kind: 'text' };
	return { ...each, kind: 'field', key: named[1] ?? '', value: said.slice(named[0].length) };
}

/** A title with a colon and the sentence below it begin with the same words, which no record has twice. */
function hasBeside(looks: readonly RecordLine[], index: number): boolean {
	const own = looks[index];
	const beside = [looks[index - 1], looks[index + 1]].filter((other) => other?.kind === 'field' || other?.kind === 'key');
	if (own === undefined || (beside.some((other) => other?.key === own.key && other.isEntry === own.isEntry) && !own.isEntry)) return false;
	return own.isEntry || own.indent > 0 || beside.length > 0;
}

function isBelowKey(looks: readonly RecordLine[], index: number): boolean {
	const indent = looks[index]?.indent ?? 0;
	for (let at = index - 1; at >= Math.max(0, index - MOST_ITEMS); at--) {
		const above = looks[at];
		if (above === undefined || above.kind === 'blank') return false;
		if (above.indent < indent) return above.kind === 'key';
	}
	return false;
}

/** Lines side by side with as many cells each. */
function rowsIn(lines: readonly string[], looks: readonly RecordLine[]): ReadonlySet<number> {
	const rows = new Set<number>();
	for (const { split, least } of tables) {
		for (let start = 0; start < lines.length; start++) {
			if (looks[start]?.kind === 'key' || looks[start]?.kind === 'blank') continue;
			const cells = split(lines[start] ?? '');
			let end = start + 1;
			while (cells > 1 && looks[end]?.kind === 'text' && split(lines[end] ?? '') === cells) end++;
			if (end - start >= least) for (let at = start; at < end; at++) rows.add(at);
			start = end - 1;
		}
	}
	return rows;
}

/** How many cells a line has; one: it is no row. */
type SplitRow = (line: string) => number;

const cut =
	(gap: RegExp): SplitRow =>
	(line) => {
		if (!gap.test(line)) return 1;
		const words = withoutKey(line.trim()).replace(/"[^"\n]{0,300}"/g, 'x');
		const cells = words.split(gap);
		return /[.!?:]$/.test(words) || cells.some((cell) => cell.length > LONGEST_CELL) ? 1 : cells.length;
	};

/** Pages are read with the cells of a table below each other: some may be empty. */
const aligned: SplitRow = (line) => (/\S(?<![.!?]) {2,}\S/.test(line.trim()) ? 2 : 1);

const tables: ReadonlyArray<{ readonly split: SplitRow; readonly least: number }> = [
	{ split: cut(/,(?=\S)/), least: LEAST_ROWS },
	{ split: cut(/;|\t|\|/), least: LEAST_ROWS },
	{ split: cut(/, /), least: LEAST_SPACED_ROWS },
	{ split: aligned, least: LEAST_ROWS },
];

/** A table may stand behind the name of the field that holds it. */
function withoutKey(line: string): string {
	return line.replace(/^[a-z]\w{0,30}: /i, '');
}
