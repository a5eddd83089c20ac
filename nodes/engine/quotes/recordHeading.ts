import type { RecordLine } from '../text/recordLines';
import { isTitle } from './isTitle';

const DEEPEST = 24;
const titleKey = /^(?:title|name|headline|heading|label|subject)$/i;
/** Fields that hold whole texts, whose first line may be the title of the rest. */
const textKey = /^(?:data|content|contents|text|body|page|html|markdown|article|extract|output|result|response)$/i;

/** The line that tells one record from the others, by its title or by what it says first; undefined where there is none. */
export function headOfRecord(lines: readonly RecordLine[], index: number): number | undefined {
	const fields = fieldsOf(lines, index);
	const [first] = fields;
	const title = fields.find((at) => titleKey.test(lines[at]?.key ?? '') && isTitle(lines[at]?.value ?? ''));
	if (title !== undefined || first === undefined) return title;
	return isOneOfMany(lines, startOf(lines, index), first) ? first : undefined;
}

/** What a field or an item of a list is about: its record, and the names of the fields that it stands in. `above` is what stands over lone records. */
export function recordHeading(
	lines: readonly RecordLine[],
	index: number,
	above: (at: number) => string | undefined,
	depth = 0,
): string | undefined {
	const own = lines[index];
	if (own === undefined || depth > DEEPEST) return undefined;
	const head = own.kind === 'item' ? undefined : headOfRecord(lines, index);
	if (head !== undefined && head !== index) return wordsOf(lines[head]);
	const start = own.kind === 'item' ? index : startOf(lines, index);
	const parent = parentOf(lines, start);
	const isPartOfOne = own.kind === 'item' || lines[start]?.isEntry !== true;
	if (parent === undefined) return isPartOfOne ? above(start) : undefined;
	if (!isPartOfOne) return undefined;
	const upper = recordHeading(lines, parent, () => undefined, depth + 1);
	return [upper, lines[parent]?.key].filter((words) => words !== undefined).join(' ');
}

/** Whether a field names what the text below it is about, `isNear` with no empty line between. */
export function headsText(lines: readonly RecordLine[], at: number, isNear: boolean): boolean {
	const key = lines[at]?.key ?? '';
	return titleKey.test(key) || textKey.test(key) || (isNear && fieldsOf(lines, at)[0] === at);
}

/** Whether a line is the title of a record that has more to say. */
export function isTitleOfMore(lines: readonly RecordLine[], index: number): boolean {
	const key = lines[index]?.key ?? '';
	if (!titleKey.test(key)) return false;
	const fields = fieldsOf(lines, index);
	const isFirst = /^(?:title|headline)$/i.test(key) || fields[0] === index;
	return (
		isFirst && headOfRecord(lines, index) === index && fields.some((at) => at !== index && !/^https?:\S+$/i.test(lines[at]?.value ?? ''))
	);
}

/** A number alone says nothing without its name. */
function wordsOf(line: RecordLine | undefined): string | undefined {
	if (line === undefined) return undefined;
	if (isTitle(line.value)) return line.value;
	return isTitle(`${line.key}: ${line.value}`) ? `${line.key}: ${line.value}` : undefined;
}

function isOneOfMany(lines: readonly RecordLine[], start: number, first: number): boolean {
	const head = lines[first];
	if (lines[start]?.isEntry === true) return true;
	return head?.indent === 0 && lines.some((other, at) => at !== first && other.key === head.key && other.indent === 0);
}

/** Behind empty lines, text without an indent is about something else. */
function ends(line: RecordLine, indent: number): boolean {
	return line.kind === 'blank' ? indent === 0 : line.indent < indent;
}

function startOf(lines: readonly RecordLine[], index: number): number {
	const indent = lines[index]?.indent ?? 0;
	for (let at = index; at >= 0; at--) {
		const line = lines[at];
		if (line === undefined || ends(line, indent)) return at + 1;
		if (line.isEntry && line.indent === indent) return at;
	}
	return 0;
}

/** The fields of the record that a line belongs to. */
export function fieldsOf(lines: readonly RecordLine[], index: number): readonly number[] {
	const indent = lines[index]?.indent ?? 0;
	const start = startOf(lines, index);
	const fields: number[] = [];
	for (let at = start; at < lines.length; at++) {
		const line = lines[at];
		if (line === undefined || ends(line, indent) || (at > start && line.isEntry && line.indent === indent)) break;
		if (line.kind === 'field' && line.indent === indent) fields.push(at);
	}
	return fields;
}

/** The line with the name of the field that holds a record or a list. */
export function parentOf(lines: readonly RecordLine[], start: number): number | undefined {
	const indent = lines[start]?.indent ?? 0;
	for (let at = start - 1; at >= 0; at--) {
		const line = lines[at];
		if (line !== undefined && line.kind !== 'blank' && line.indent < indent) return line.kind === 'key' ? at : undefined;
	}
	return undefined;
}
