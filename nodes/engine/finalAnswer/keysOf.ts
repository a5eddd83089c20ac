import { readExpression } from './expression';
import { normaliseText } from './normaliseText';
import { toPlainWriting } from './plainWriting';
import { readValue } from './readValue';

/** A longer text is no number with words around it. */
const MOST_CHARACTERS = 400;

/**
 * Gives each value of some answers a key: equal keys are one answer.
 *
 * Case, spaces, quotes and emphasis do not count, nor how a number is written: `"1,800"`, `"$1,800"` and 1800 are one. A number among words, as `18 eggs` or `9 * 2 = 18`, is the bare number where another answer is. The order of an object's fields does not count; that of
 * a list does.
 */
export function keysOf(values: readonly unknown[]): readonly string[] {
	const keys = values.map((value) => keyOf(value));
	const numbers = new Set(keys.filter((key, index) => isNumber(values[index], key)));
	return keys.map((key, index) => {
		const value = values[index];
		if (typeof value !== 'string' || value.length > MOST_CHARACTERS || numbers.has(key)) return key;
		const read = readValue(toPlainWriting(value));
		return read.kind === 'number' && numbers.has(read.number) ? read.number : key;
	});
}

function keyOf(value: unknown): string {
	if (typeof value === 'string') return bareNumber(value) ?? normaliseText(value) ?? '';
	if (typeof value === 'number') return String(value === 0 ? 0 : value);
	return JSON.stringify(sortKeys(value)) ?? '';
}

function isNumber(value: unknown, key: string): boolean {
	return typeof value === 'number' || (typeof value === 'string' && bareNumber(value) === key);
}

/** A text that is a number and nothing else but its currency. */
function bareNumber(text: string): string | undefined {
	if (text.length > MOST_CHARACTERS || !/[\p{Nd}\p{No}]/u.test(text)) return undefined;
	const plain = toPlainWriting(text).trim();
	const expression = readExpression(plain, 0);
	return expression !== undefined && /^\s?\p{Sc}?$/u.test(plain.slice(expression.end)) ? expression.number : undefined;
}

function sortKeys(value: unknown): unknown {
	if (typeof value === 'string' || typeof value === 'number') return keyOf(value);
	if (Array.isArray(value)) return value.map(sortKeys);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.sort(([left], [right]) => (left < right ? -1 : 1))
			.map(([key, inner]) => [key, sortKeys(inner)]),
	);
}
