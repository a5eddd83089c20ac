/** What stands inside of a code fence. */
export interface Fenced {
	readonly body: string;
	/** False where the text ends before its fence does. */
	readonly isClosed: boolean;
}

/** Reads a text that is one code fence and nothing else, of several the first one's beginning to the last one's end; undefined where it is none. Its pieces are looked up and not matched: a pattern would go over every empty line again. */
export function insideFence(text: string): Fenced | undefined {
	const fenced = text.trim();
	const mark = fenced.slice(0, 3);
	const start = fenced.indexOf('\n') + 1;
	if ((mark !== '```' && mark !== '~~~') || start === 0) return undefined;
	const body = fenced.slice(start);
	const isClosed = body.endsWith(mark);
	return { body: isClosed ? body.slice(0, -mark.length).trimEnd() : body, isClosed };
}
