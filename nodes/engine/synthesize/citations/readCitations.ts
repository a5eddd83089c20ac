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

const LONGEST_QUOTE = 4000;
const MOST_IN_A_GROUP = 50;
const opening = /[[【]\s*(?=F\d+\b)/g;
const closing: Readonly<Record<string, string>> = { '[': ']', '【': '】' };
const quoteMarks: Readonly<Record<string, string>> = { '"': '"', '“': '”', '„': '“', '«': '»', "'": "'", '‘': '’' };

/** Finds all citations in a text, in its order. What is not written as one is none, and stays in the text; so does a pair of brackets with more than fifty. */
export function readCitations(text: string): readonly CitationGroup[] {
	const reader = new GroupReader(text);
	const groups: CitationGroup[] = [];
	opening.lastIndex = 0;
	for (let match = opening.exec(text); match !== null; match = opening.exec(text)) {
		const group = reader.read(match.index, match.index + match[0].length);
		if (typeof group === 'number') opening.lastIndex = group;
		else if (group !== undefined) {
			groups.push(group);
			opening.lastIndex = group.end;
		}
	}
	return groups;
}

/** Reads what begins like a citation. What turned out to be none is remembered by its places, so that no text is gone through again and again. */
class GroupReader {
	private readonly failed = new Set<string>();
	private readonly closings = new Map<string, readonly number[]>();

	constructor(private readonly text: string) {}

	/** A place to go on from where there were too many. */
	read(start: number, from: number): CitationGroup | number | undefined {
		const { text } = this;
		const end = closing[text.charAt(start)] ?? ']';
		const citations: WrittenCitation[] = [];
		const passed: string[] = [];
		let at = from;
		for (;;) {
			const place = `${end}${at}`;
			const name = /^F\d+/.exec(text.slice(at, at + 12))?.[0];
			if (name === undefined || this.failed.has(place)) break;
			if (citations.length === MOST_IN_A_GROUP) return at;
			passed.push(place);
			at = skip(text, at + name.length, /[\s:,–—-]/);
			const quoted = this.readQuote(at, end);
			if (quoted !== undefined) at = quoted.end;
			citations.push({ finding: name, ...(quoted === undefined ? {} : { quote: quoted.words }) });
			at = skip(text, at, /[\s,;.&]/);
			if (text.charAt(at) === end) return { start, end: at + 1, citations };
			if (text.startsWith('and ', at)) at += 4;
		}
		for (const place of passed) this.failed.add(place);
		return undefined;
	}

	/** A quote ends at the first closing mark that a bracket, or another citation, follows: quotes hold quotes. */
	private readQuote(at: number, bracket: string): { readonly words: string; readonly end: number } | undefined {
		const mark = quoteMarks[this.text.charAt(at)];
		if (mark === undefined) return undefined;
		const end = firstAbove(this.closingsOf(mark, bracket), at);
		return end === undefined || end - at >= LONGEST_QUOTE ? undefined : { words: this.text.slice(at + 1, end), end: end + 1 };
	}

	private closingsOf(mark: string, bracket: string): readonly number[] {
		const { text, closings } = this;
		const key = mark + bracket;
		const known = closings.get(key);
		if (known !== undefined) return known;
		const places: number[] = [];
		for (let at = text.indexOf(mark); at !== -1; at = text.indexOf(mark, at + 1)) if (closesQuote(text, at, bracket)) places.push(at);
		closings.set(key, places);
		return places;
	}
}

function closesQuote(text: string, at: number, bracket: string): boolean {
	const next = text.charAt(at + 1);
	if (next !== bracket && !/[\s,;.&Fa]/.test(next)) return false;
	const rest = text.slice(at + 1, at + 16).trimStart();
	return rest.startsWith(bracket) || /^[,;.&]?\s*(?:and\s+)?F\d+\b/.test(rest);
}

function firstAbove(sorted: readonly number[], bound: number): number | undefined {
	let [low, high] = [0, sorted.length];
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((sorted[middle] ?? 0) > bound) high = middle;
		else low = middle + 1;
	}
	return sorted[low];
}

function skip(text: string, at: number, characters: RegExp): number {
	let next = at;
	while (next < text.length && characters.test(text.charAt(next))) next++;
	return next;
}
