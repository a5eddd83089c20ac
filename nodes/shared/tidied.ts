export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Leaves out what says nothing: undefined, empty texts, lists and objects. Zero, false and null say something. */
export function withoutEmpty(fields: Fields): Record<string, unknown> {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
	if (Array.isArray(value)) return value.length === 0;
	return value === undefined || value === '' || (isFields(value) && Object.keys(value).length === 0);
}

/**
 * Leaves nothing empty in an object or list of ours, at any depth, and rounds its numbers to four decimals, milliseconds to whole ones.
 *
 * Not for what a model, a tool or a user wrote: that stays as it is.
 */
export function tidied(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(tidied);
	if (!isFields(value)) return typeof value === 'number' ? roundTo(4, value) : value;
	const entries = Object.entries(value).map(([key, each]): [string, unknown] => [key, tidyField(key, each)]);
	return withoutEmpty(Object.fromEntries(entries));
}

function tidyField(key: string, value: unknown): unknown {
	return typeof value === 'number' && key.endsWith('Ms') ? Math.round(value) : tidied(value);
}

export function roundTo(decimals: number, value: number): number {
	const factor = 10 ** decimals;
	return Math.round(value * factor) / factor;
}
