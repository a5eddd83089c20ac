/** One citation as a report writes it: `[F3]`, `[F3 "its words"]`, several of them apart by commas or semicolons in one pair of brackets. */
export interface WrittenCitation {
	/** `F3`. */
	readonly finding: string;
	readonly quote?: string;
}

/** What stands in one pair of brackets, from `start` to `end` of the text. */
export interface CitationGroup {
	readonly start: number;
	readonly end: number;
	readonly citations: readonly WrittenCitation[];
}

const opening = /[[【]\s*(?=F\d+\b)/g;
const closing: Readonly<Record<string, string>> = { '[': ']', '【': '】' };
const quoteMarks: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', "'": "'", '‘': '’' };

/** Finds all citations in a text, in its order. What is not written as one is none, and stays in the text. */
export function readCitations(text: string): readonly CitationGroup[] {
	const groups: CitationGroup[] = [];
	opening.lastIndex = 0;
	for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
		const group = readGroup(text, match.index, match.index + match[0].length);
		if (group === undefined) continue;
		groups.push(group);
		opening.lastIndex = group.end;
	}
	return groups;
}

function readGroup(text: string, start: number, from: number): CitationGroup | undefined {
	const end = closing[text.charAt(start)] ?? ']';
	const citations: WrittenCitation[] = [];
	let at = from;
	for (;;) {
		const name = /^F\d+/.exec(text.slice(at, at + 12))?.[0];
		if (name === undefined) return undefined;
		at = skip(text, at + name.length, /[\s:,–—-]/);
		const quoted = readQuote(text, at, end);
		if (quoted !== undefined) at = quoted.end;
		citations.push({ finding: name, ...(quoted === undefined ? {} : { quote: quoted.words }) });
		at = skip(text, at, /[\s,;.&]/);
		if (text.charAt(at) === end) return { start, end: at + 1, citations };
		if (text.startsWith('and ', at)) at += 4;
	}
}

/** A quote ends at the last closing mark that a bracket, or another citation, follows: quotes hold quotes. */
function readQuote(text: string, at: number, bracket: string): { readonly words: string; readonly end: number } | undefined {
	const mark = quoteMarks[text.charAt(at)];
	if (mark === undefined) return undefined;
	for (let end = text.indexOf(mark, at + 1); end !== -1 && end - at < 4000; end = text.indexOf(mark, end + 1)) {
		const rest = text.slice(end + 1, end + 16).trimStart();
		if (rest.startsWith(bracket) || /^[,;.&]?\s*(and\s+)?F\d+\b/.test(rest)) return { words: text.slice(at + 1, end), end: end + 1 };
	}
	return undefined;
}

function skip(text: string, at: number, characters: RegExp): number {
	let next = at;
	while (next < text.length && characters.test(text.charAt(next))) next++;
	return next;
}
