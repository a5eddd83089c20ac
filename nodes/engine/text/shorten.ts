/** A text in one line, cut to a length that still reads, the mark for what is missing included; between words where one is near. */
export function shorten(words: string, longest = 300): string {
	const line = words.replace(/\s+/g, ' ').trim();
	if (line.length <= longest) return line;
	const cut = line.slice(0, longest - 2);
	const lastSpace = cut.lastIndexOf(' ');
	const kept = (lastSpace > longest - 40 ? cut.slice(0, lastSpace) : cut).trimEnd();
	// A quote that began before the cut ends with it.
	return `${kept}…${isInQuote(kept) && !isInQuote(line) ? '"' : ''}`;
}

const isInQuote = (words: string): boolean => words.split('"').length % 2 === 0;
