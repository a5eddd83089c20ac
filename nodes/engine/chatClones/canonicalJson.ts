import { isDeeperThan } from '../json/isDeeperThan';

/** Deeper arguments are none that a tool takes. */
const DEEPEST = 200;

type Source = { readonly source?: string };

/** A number too long for a double, kept by its digits. */
class LongNumber {
	constructor(readonly digits: string) {}
}

/**
 * Writes JSON so that equal values are equal texts: the order of an object's fields and how a number is written do not count, the order of a list does.
 *
 * Whole numbers that a double cannot hold are compared by their digits, so that two long ids stay two. Undefined where the text is no JSON.
 */
export function canonicalJson(text: string): string | undefined {
	try {
		const value = JSON.parse(text, ((_: string, value: unknown, { source = '' }: Source) =>
			keepDigits(value, source)) as Reviver) as unknown;
		return isDeeperThan(DEEPEST, value) ? undefined : write(value);
	} catch {
		return undefined;
	}
}

/** The same of a value that was read already. */
export function canonicalValue(value: unknown): string {
	return write(value);
}

type Reviver = (this: unknown, key: string, value: unknown) => unknown;

function keepDigits(value: unknown, source: string): unknown {
	if (typeof value !== 'number' || Math.abs(value) <= Number.MAX_SAFE_INTEGER || !/^-?\d+$/.test(source)) return value;
	return new LongNumber(source);
}

function write(value: unknown): string {
	if (value instanceof LongNumber) return value.digits;
	if (Array.isArray(value)) return `[${value.map(write).join()}]`;
	if (typeof value !== 'object' || value === null) return JSON.stringify(value === 0 ? 0 : value) ?? 'null';
	const fields = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
	return `{${fields.map(([name, inner]) => `${JSON.stringify(name)}:${write(inner)}`).join()}}`;
}
