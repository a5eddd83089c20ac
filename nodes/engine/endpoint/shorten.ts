/** A server's words in one line, cut at a length that still reads. */
export function shorten(words: string, longest = 200): string {
	const line = words.replace(/\s+/g, ' ').trim();
	return line.length <= longest ? line : `${line.slice(0, longest - 1).trimEnd()}…`;
}
