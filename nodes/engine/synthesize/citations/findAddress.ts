import { asAddress, isAddressKey, ownAddress } from '../../quotes/ownAddress';
import { quotableOf } from '../../quotes/quotableText';
import { fieldsOf } from '../../quotes/recordHeading';
import { readRecordLines } from '../../text/recordLines';
import type { RecordAddress, Source } from '../../tool';

/** Of a text, on either side of the quote, that is looked through for its record. */
const MOST_CHARACTERS = 4000;

/**
 * Where a quote comes from: the address that the call asked for, else the one that the record with the quote gives for itself in a field of its own.
 *
 * Undefined where neither is there, or the record names several: an address that a text mentions says nothing of where the text is from, and a page could choose it.
 */
export function findAddress(source: Source, words: string): string | undefined {
	const askedFor = addressAskedFor(source.asked);
	if (askedFor !== undefined) return askedFor;
	const { original } = quotableOf(source);
	const at = original.indexOf(words);
	if (at === -1) return undefined;
	return Array.isArray(source.addresses) ? addressAt(source.addresses, original, at) : addressInLines(original, at);
}

/** Of the innermost record with that place. */
function addressAt(addresses: readonly RecordAddress[], text: string, at: number): string | undefined {
	const line = text.slice(0, at).split('\n').length - 1;
	const around = addresses.filter(({ from, lines }) => from <= line && line < from + lines);
	return around.toSorted((one, other) => one.lines - other.lines)[0]?.address;
}

function addressAskedFor(asked: string): string | undefined {
	try {
		const value = JSON.parse(asked) as unknown;
		if (typeof value !== 'object' || value === null) return asAddress(value);
		const addresses = new Set(Object.values(value).flatMap((each) => asAddress(each) ?? []));
		return ownAddress(value) ?? (addresses.size === 1 ? [...addresses][0] : undefined);
	} catch {
		return asAddress(asked);
	}
}

/** Where a tool wrote its records as text itself. */
function addressInLines(text: string, at: number): string | undefined {
	const start = text.lastIndexOf('\n', Math.max(0, at - 1)) + 1;
	const above = text
		.slice(Math.max(0, start - MOST_CHARACTERS), start)
		.split('\n')
		.slice(0, -1);
	const below = text.slice(start, start + MOST_CHARACTERS).split('\n');
	const lines = readRecordLines([...above, ...below]);
	const addresses = fieldsOf(lines, above.length)
		.filter((index) => isAddressKey(lines[index]?.key ?? ''))
		.flatMap((index) => asAddress(lines[index]?.value) ?? []);
	return new Set(addresses).size === 1 ? addresses[0] : undefined;
}
