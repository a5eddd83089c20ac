import { createHash } from 'node:crypto';

/** Stands before a text that is written in JSON's escapes. */
const ESCAPED = '\u0001';

/** What Postgres can keep word for word: text as it is, or in JSON's escapes where it holds NUL or half a surrogate pair, which Postgres refuses. */
export function encodeText(text: string): string {
	return text.isWellFormed() && !text.includes('\0') && !text.startsWith(ESCAPED) ? text : `${ESCAPED}${JSON.stringify(text).slice(1, -1)}`;
}

export function encodeOptional(text: string | undefined): string | null {
	return text === undefined ? null : encodeText(text);
}

export function decodeText(value: unknown): string {
	const text = String(value);
	return text.startsWith(ESCAPED) ? (JSON.parse(`"${text.slice(1)}"`) as string) : text;
}

/** Stands for a name of any length where an index needs a short one. */
export function hashName(name: string): Buffer {
	return createHash('sha256').update(encodeText(name)).digest();
}
