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

const [quote, backslash, openedObject, closedObject, openedList, closedList] = [...'"\\{}[]'].map((sign) => sign.charCodeAt(0));

/**
 * Finds the outermost objects and lists in a text, in their order; the last of them may be cut.
 *
 * One pass, whatever the brackets do: brackets inside a text between quotes do not count, one that is never closed keeps nothing else from being found, and a closing one that fits none is passed over.
 */
export function findJson(text: string): readonly JsonPlace[] {
	const open: number[] = [];
	const closed: Span[] = [];
	let isQuoted = false;
	// By code: a pattern makes an object of each match, which takes ten times as long for a text of nothing but quotes.
	for (let index = 0; index < text.length; index++) {
		const sign = text.charCodeAt(index);
		if (sign === backslash) index++;
		else if (sign === quote) isQuoted = open.length > 0 && !isQuoted;
		else if (isQuoted) continue;
		else if (sign === openedObject || sign === openedList) open.push(index);
		else if (sign === closedObject || sign === closedList) {
			const opened = sign === closedObject ? openedObject : openedList;
			if (text.charCodeAt(open.at(-1) ?? -1) === opened) close(open.pop() as number, index + 1, closed);
		}
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
