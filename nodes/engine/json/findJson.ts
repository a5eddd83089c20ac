/** A stretch of a text that is an object or a list by its brackets. */
export interface JsonPlace {
	readonly source: string;
	readonly isObject: boolean;
	/** The text ends before it does. */
	readonly isCut: boolean;
}

interface Span {
	readonly start: number;
	readonly end: number;
}

const signs = /\\[\s\S]|["{}[\]]/g;

/**
 * Finds the outermost objects and lists in a text, in their order; the last of them may be cut.
 *
 * One pass, whatever the brackets do: brackets inside a text between quotes do not count, one that is never closed keeps nothing else from being found, and a closing one that fits none is passed over.
 */
export function findJson(text: string): readonly JsonPlace[] {
	const open: number[] = [];
	const closed: Span[] = [];
	let isQuoted = false;
	for (const { 0: sign, index } of text.matchAll(signs)) {
		if (sign === '"') isQuoted = open.length > 0 && !isQuoted;
		else if (isQuoted || sign.length > 1) continue;
		else if (sign === '{' || sign === '[') open.push(index);
		else if (text[open.at(-1) ?? -1] === (sign === '}' ? '{' : '[')) close(open.pop() as number, index + 1, closed);
	}
	const places = closed.map(({ start, end }) => placeOf(text, start, end, false));
	const [first] = open;
	return first === undefined ? places : [...places, placeOf(text, first, text.length, true)];
}

function close(start: number, end: number, closed: Span[]): void {
	while ((closed.at(-1)?.start ?? -1) > start) closed.pop();
	closed.push({ start, end });
}

function placeOf(text: string, start: number, end: number, isCut: boolean): JsonPlace {
	return { source: text.slice(start, end), isObject: text[start] === '{', isCut };
}
