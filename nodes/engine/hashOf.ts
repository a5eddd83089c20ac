import { createHash } from 'node:crypto';

/** SHA-256, in hexadecimal, of a value's JSON with the keys of every object in order: equal values have equal hashes, however they were put together. */
export function hashOf(value: unknown): string {
	return createHash('sha256')
		.update(JSON.stringify(value, sortKeys) ?? '')
		.digest('hex');
}

function sortKeys(_: string, value: unknown): unknown {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
	const entries = Object.entries(value as Record<string, unknown>);
	// Without a prototype, so that a key named __proto__ is a key like any other.
	const sorted = Object.create(null) as Record<string, unknown>;
	for (const [key, each] of entries.sort(([left], [right]) => (left < right ? -1 : 1))) sorted[key] = each;
	return sorted;
}
