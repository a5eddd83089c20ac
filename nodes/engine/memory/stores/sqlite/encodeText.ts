/**
 * What SQLite can keep word for word: text as it is, or its UTF-16 units where it holds NUL or half a surrogate pair, which UTF-8 cannot.
 *
 * The two are never equal to SQLite, so that keys made of them stay apart.
 */
export function encodeText(text: string): string | Uint8Array {
	return text.isWellFormed() && !text.includes('\0') ? text : new Uint8Array(Buffer.from(text, 'utf16le'));
}

export function encodeOptional(text: string | undefined): string | Uint8Array | null {
	return text === undefined ? null : encodeText(text);
}

export function decodeText(value: unknown): string {
	return value instanceof Uint8Array ? Buffer.from(value).toString('utf16le') : String(value);
}
