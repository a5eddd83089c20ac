import { base64Rows, type Base64Row } from './base64Rows';

/** A share of control characters that no text has. */
const BINARY_SHARE = 0.02;
/** As many stand in texts that were read by the wrong letters. */
const MOST_STRAY = 3;
const SAMPLE = 10_000;
const MOST_NAMED = 3;
/** Control characters that no text has, and what stands for bytes that are none of its letters; also as JSON writes them. */
const control = /[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]|\\u00[01][0-9a-f]/gi;
const hidden = /[\u0000-\u0008\u000b\u000e-\u001a\u001c-\u001f\u007f]+/g;
/** By which programs colour their output. */
const terminalCode = /\u001b\[[\d;?]{0,20}[A-Za-z]/g;

/** What files begin with, as base64 has it. */
const beginnings: ReadonlyArray<readonly [beginning: string, kind: string]> = [
	['iVBORw0KGgo', 'image/png'],
	['/9j/', 'image/jpeg'],
	['R0lGOD', 'image/gif'],
	['JVBERi0', 'application/pdf'],
	['UEsDB', 'application/zip'],
	['H4sI', 'application/gzip'],
	['SUQz', 'audio/mpeg'],
];

const mark = /\((?:\d+ bytes|\d+ characters that are not text|\d+ characters of encoded data(?:, [\w.+/-]{1,60})?)\)/g;

/** A text with a few words in place of what is no text in it: what it was, and how long. */
export function withoutBinary(text: string): string {
	return withoutControls(withoutEncoded(text));
}

/** Long rows of base64 and of hexadecimal digits, broken into lines or not; never a part of an address. */
export function withoutEncoded(text: string): string {
	let [clean, at] = ['', 0];
	for (const row of base64Rows(text)) {
		clean += text.slice(at, row.start) + markOf(text, row);
		at = row.end;
	}
	return at === 0 ? text : clean + text.slice(at);
}

/** The mark of bytes that no text holds, such as those of a Buffer as JSON writes it; undefined for anything else. */
export function markOfBytes(value: object): string | undefined {
	if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return `(${value.byteLength} bytes)`;
	const isBuffer = 'type' in value && value.type === 'Buffer' && 'data' in value && Array.isArray(value.data);
	return isBuffer ? `(${(value.data as readonly unknown[]).length} bytes)` : undefined;
}

/** What there is of bytes in a text, where there is nothing else but keys; undefined where words stand beside. */
export function onlyBinaryIn(text: string): string | undefined {
	const marks = text.match(mark);
	if (marks === null) return undefined;
	const isBare = text.split('\n').every((line) => /^[\s-]*(?:[^\s:]{1,100}:)?\s*$/.test(line.replaceAll(mark, '')));
	if (!isBare) return undefined;
	const named = marks.slice(0, MOST_NAMED).map((each) => each.slice(1, -1));
	return [...named, ...(marks.length > MOST_NAMED ? [`${marks.length - MOST_NAMED} more of the kind`] : [])].join(' and ');
}

function withoutControls(text: string): string {
	const sample = text.slice(0, SAMPLE);
	const controls = sample.match(control)?.length ?? 0;
	const hasWords = /[\p{L}\p{N}]/u.test(sample);
	if (controls > sample.length * BINARY_SHARE && (controls > MOST_STRAY || !hasWords))
		return `(${text.length} characters that are not text)`;
	return text.replace(terminalCode, '').replace(hidden, ' ');
}

function markOf(text: string, { from, end, kind }: Base64Row): string {
	const told = kind ?? beginnings.find(([beginning]) => text.startsWith(beginning, from))?.[1];
	return `(${end - from} characters of encoded data${told === undefined ? '' : `, ${told}`})`;
}
