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
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}
