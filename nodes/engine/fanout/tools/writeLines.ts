import { ownAddress } from '../../quotes/ownAddress';
import type { RecordAddress } from '../../tool';
import { markOfBytes, withoutBinary } from './binaryText';

/** What stands for a text: the text itself, or what a page shows. */
export type ReadText = (text: string) => string;

/** A value as lines, with the addresses that its records have of their own, by their lines. */
export interface Written {
	readonly text: string;
	readonly addresses: readonly RecordAddress[];
}

const DEEPEST = 24;
const MOST_ENTRIES = 5000;

/**
 * Writes what JSON can say line by line: `key: value`, what a key holds below it, and entries of lists behind a dash.
 *
 * @throws RangeError when it is nested too deeply.
 */
export function writeLines(value: unknown, depth: number, read: ReadText): Written {
	if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} levels deep, or holds itself`);
	if (value === null || value === undefined) return plain('');
	if (typeof value !== 'object') return plain(read(withoutBinary(String(value))));
	if (Array.isArray(value)) return writeList(value, depth, read);
	const bytes = markOfBytes(value);
	if (bytes !== undefined) return plain(bytes);
	const fields = Object.entries(value)
		.slice(0, MOST_ENTRIES)
		.map(([key, each]) => writeField(key, each, depth, read));
	const { text, addresses } = joinWritten(fields, '\n');
	const address = ownAddress(value);
	return { text, addresses: address === undefined ? addresses : [...addresses, { address, from: 0, lines: linesOf(text) }] };
}

/** One below the other, without those that say nothing. */
export function joinWritten(pieces: readonly Written[], gap: '\n' | '\n\n'): Written {
	const addresses: RecordAddress[] = [];
	const said = pieces.filter(({ text }) => text !== '');
	let line = 0;
	for (const piece of said) {
		for (const each of piece.addresses) addresses.push({ ...each, from: each.from + line });
		line += linesOf(piece.text) + gap.length - 1;
	}
	return { text: said.map(({ text }) => text).join(gap), addresses };
}

export function linesOf(text: string): number {
	let lines = 1;
	for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines++;
	return lines;
}

function writeField(key: string, value: unknown, depth: number, read: ReadText): Written {
	const { text, addresses } = writeLines(value, depth + 1, read);
	if (text === '') return plain('');
	const isNested = typeof value === 'object' && value !== null && markOfBytes(value) === undefined;
	const name = withoutBinary(key);
	return isNested
		? { text: `${name}:\n${indent(text)}`, addresses: addresses.map((each) => ({ ...each, from: each.from + linesOf(name) })) }
		: plain(`${name}: ${text}`);
}

/** A list of one is most often n8n's way to give one item. */
function writeList(list: readonly unknown[], depth: number, read: ReadText): Written {
	if (list.length === 1 && depth === 0) return writeLines(list[0], depth + 1, read);
	const entries = list
		.slice(0, MOST_ENTRIES)
		.map((each) => writeLines(each, depth + 1, read))
		.filter(({ text }) => text !== '')
		.map(({ text, addresses }) => ({ text: `- ${indent(text).trimStart()}`, addresses }));
	return joinWritten(entries, '\n');
}

function plain(text: string): Written {
	return { text, addresses: [] };
}

function indent(text: string): string {
	return text.replace(/^(?=.)/gm, '  ');
}
