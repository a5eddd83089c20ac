import { tellingWords } from './tellingWords';

const MOST_LINES_ABOVE = 6;
const MOST_WORDS = 10;

/**
 * What the text calls the thing that a quote is about: the nearest line above it that is a title, such as that of its page or of its entry in a list of results; undefined where there is none.
 *
 * A title has few words, no full stop and is no address.
 */
export function headingOf(quote: string, text: string): string | undefined {
	const at = text.indexOf(quote.trim());
	if (at <= 0) return undefined;
	const start = text.lastIndexOf('\n', at);
	const own = text.slice(start + 1, at);
	if (start === -1 || own.startsWith('- ')) return undefined;
	const above = text
		.slice(Math.max(0, start - 2000), start)
		.split('\n')
		.slice(-MOST_LINES_ABOVE)
		.reverse();
	for (const line of above) {
		const title = line
			.trim()
			.replace(/^- /, '')
			.replace(/^[a-z]\w{0,30}: /i, '')
			.trim();
		if (isTitle(title)) return title;
		// An entry of a list begins here: what stands above belongs to another one.
		if (line.startsWith('- ')) return undefined;
	}
	return undefined;
}

/** The quote, behind the title that it stands under where it does not say itself what it is about. */
export function withHeading(quote: string, text: string): string {
	const heading = headingOf(quote, text);
	if (heading === undefined) return quote;
	const words = tellingWords(quote);
	return [...tellingWords(heading)].some((word) => words.has(word)) ? quote : `${heading}: ${quote}`;
}

function isTitle(line: string): boolean {
	const words = line.match(/[\p{L}\p{N}]+/gu) ?? [];
	return words.length > 0 && words.length <= MOST_WORDS && /\p{L}{2}/u.test(line) && !/[.!?;:,]$/.test(line) && !/:\/\//.test(line);
}
