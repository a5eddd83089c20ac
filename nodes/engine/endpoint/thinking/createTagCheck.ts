/**
 * Makes the function that says whether a question itself is about a tag, so that its answer may well begin with one.
 *
 * Only few answers have a tag, and a long question takes its time: it is read when it is first needed.
 */
export function createTagCheck(read: () => string): (tag: string) => boolean {
	let question: string | undefined;
	const lower = () => (question ??= read().toLowerCase());
	return (tag) => lower().includes(tag) || isAskedFor(tag, lower());
}

/** A task that asks for markup may name an element without its brackets. */
function isAskedFor(tag: string, question: string): boolean {
	const name = /^<([a-z_]+)>$/.exec(tag)?.[1];
	if (name === undefined || name.startsWith('think') || !/\b(?:xml|html|tags?|elements?)\b/.test(question)) return false;
	return new RegExp(`\\b${name}\\b`).test(question);
}
