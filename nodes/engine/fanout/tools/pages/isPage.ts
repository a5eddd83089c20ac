/** What a page begins with, comments and all, stands within these characters. */
const BEGINNING = 4000;
const firstTag = /^<(?:!doctype\s+html|html|head|body)\b/i;
const declaration = '<?xml';
const comment = '<!--';

/** Says whether a text is a web page by what it begins with. A text that only speaks of HTML is none. */
export function isPage(text: string): boolean {
	const beginning = text.slice(0, BEGINNING);
	let at = skipSpaces(beginning, 0);
	if (beginning.startsWith(declaration, at)) at = skipBehind(beginning, at + declaration.length, '>');
	while (beginning.startsWith(comment, at)) at = skipBehind(beginning, at + comment.length, '-->');
	return firstTag.test(beginning.slice(at));
}

function skipBehind(text: string, at: number, end: string): number {
	const found = text.indexOf(end, at);
	return found === -1 ? text.length : skipSpaces(text, found + end.length);
}

function skipSpaces(text: string, at: number): number {
	return text.length - text.slice(at).trimStart().length;
}
