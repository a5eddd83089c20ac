import { parseShallow } from '../../json/parseShallow';

/** What a server sent, before anything is known of it. */
export type Json = Readonly<Record<string, unknown>>;

/** An object; undefined for everything else, lists included. */
export function asRecord(value: unknown): Json | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

/** A list as it is, one object as a list of one, nothing as none. */
export function asList(value: unknown): readonly unknown[] {
	if (Array.isArray(value)) return value;
	return asRecord(value) === undefined ? [] : [value];
}

/** A text that says something, or a number as one. */
export function asName(value: unknown): string | undefined {
	if (typeof value === 'number') return String(value);
	return typeof value === 'string' && value !== '' ? value : undefined;
}

/** A count, also where it was written as text; undefined where it is none. */
export function asCount(value: unknown): number | undefined {
	const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof count === 'number' && Number.isFinite(count) && count >= 0 ? count : undefined;
}

export function parseJson(text: string): unknown {
	try {
		return parseShallow(text);
	} catch {
		return undefined;
	}
}

/** Texts, and the numbers that Python writes and JSON does not have. Linear: a text that never ends is taken whole, and nothing in it is looked at again. */
const TEXT_OR_NUMBER = /"[^"\\]*(?:\\[\s\S][^"\\]*)*"?|-?\b(?:NaN|Infinity)\b/g;
const CONTROL = /[\u0000-\u001f]/g;

/** Reads a reply also where its server wrote NaN, Infinity or bare line breaks into the JSON; a number that is none becomes null. */
export function parseReply(text: string): unknown {
	const value = parseJson(text);
	if (value !== undefined || !/^\s*[{[][\s\S]*[}\]]\s*$/.test(text.slice(0, 100) + text.slice(-100))) return value;
	return parseJson(
		text.replace(TEXT_OR_NUMBER, (found) =>
			found.startsWith('"') ? found.replace(CONTROL, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`) : 'null',
		),
	);
}
