import type { CpuBudget } from './cpuBudget';
import { findJson, type JsonPlace } from './json/findJson';
import { readStrictly, repairBudget, repairJson } from './json/repairJson';
import { insideFence } from './text/insideFence';

/** Objects and lists that are tried before a text is given up. */
const MOST_TRIES = 12;

/** What was read, and whether the text ends before the JSON does: then its last field is a piece, or missing. */
export interface ReadJson {
	readonly value: unknown;
	readonly isCut?: true;
}

/**
 * Reads the JSON that a model wrote, whole, in a code fence, or in some prose; of several objects the last that `fits`, else the last. A list counts where there is no object.
 *
 * What is not to the letter is repaired with jsonrepair. What is cut off gives undefined, so that a piece never passes as an answer.
 */
export function parseJson(text: string, fits: (value: unknown) => boolean = () => true): { readonly value: unknown } | undefined {
	const inner = insideFence(text)?.body ?? text;
	const strict = readStrictly(inner);
	if (strict !== undefined) return strict;
	const places = findJson(inner).filter(({ isCut }) => !isCut);
	const budget = repairBudget();
	return (
		lastOf(
			places.filter(({ isObject }) => isObject),
			fits,
			budget,
		) ??
		lastOf(
			places.filter(({ isObject }) => !isObject),
			fits,
			budget,
		)
	);
}

/** The same, and where there is nothing whole, what has come of an object that is cut off, with `isCut`. */
export function parseJsonOrPiece(text: string, fits?: (value: unknown) => boolean): ReadJson | undefined {
	const whole = parseJson(text, fits);
	if (whole !== undefined) return whole;
	const cut = findJson(text).findLast(({ isCut, isObject }) => isCut && isObject);
	const piece = cut === undefined ? undefined : repairJson(cut.source);
	return piece === undefined ? undefined : { value: piece.value, isCut: true };
}

function lastOf(
	places: readonly JsonPlace[],
	fits: (value: unknown) => boolean,
	budget: CpuBudget,
): { readonly value: unknown } | undefined {
	let last: { readonly value: unknown } | undefined;
	for (const { source } of places.slice(-MOST_TRIES).reverse()) {
		const read = repairJson(source, budget);
		if (read !== undefined && fits(read.value)) return read;
		last ??= read;
	}
	return last;
}
