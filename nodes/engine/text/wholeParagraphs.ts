/** The beginning of a text up to a length, of whole paragraphs only, so that what is marked as data ends where it is said to. */
export function wholeParagraphs(text: string, most: number): string {
	return text.length <= most ? text : text.slice(0, Math.max(0, text.lastIndexOf('\n\n', most)));
}
