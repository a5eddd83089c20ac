import { quotableOf } from '../../quotes/quotableText';
import type { Source } from '../../tool';

interface Address {
	readonly index: number;
	readonly text: string;
}

const addressPattern = /https?:\/\/[^\s"'<>)\]}]+/g;
const known = new WeakMap<Source, readonly Address[]>();

/** The address that was asked for; else the last one that the source names before the quote, as lists of search results do. */
export function findAddress(source: Source, words: string): string | undefined {
	const [askedFor] = source.asked.match(addressPattern) ?? [];
	if (askedFor !== undefined) return askedFor;
	const addresses = known.get(source) ?? readAddresses(source);
	const at = addresses.length > 1 ? quotableOf(source).original.indexOf(words) : -1;
	return (addresses.findLast(({ index }) => index <= at) ?? addresses[0])?.text;
}

function readAddresses(source: Source): readonly Address[] {
	const addresses = [...quotableOf(source).original.matchAll(addressPattern)].map(({ index, 0: text }) => ({ index, text }));
	known.set(source, addresses);
	return addresses;
}
