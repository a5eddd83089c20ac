/** A fenced block, without its fence and the fence's indentation. */
export interface CodeBlock {
	/** The first word after the fence, in lower case; empty where there is none. */
	readonly tag: string;
	readonly code: string;
	/** False when the text ended before the fence was closed. */
	readonly closed: boolean;
	/** The line of words before it, which says what it is. */
	readonly lead: string;
}

interface Fence {
	readonly indent: string;
	/** Three or more backticks, or tildes. */
	readonly marks: string;
	readonly tag: string;
}

/** Spaces, quotation marks and the marks of lists. */
const margin = /^(?:[ \t>]|[-*+][ \t]|\d{1,3}[.)][ \t])*/;
/** Behind the words that lead to it, with the name of a language. */
const fenceBehindWords = /^[^`]*[:.][ \t]+()(`{3,})([a-zA-Z]+)[ \t]*$/;
const wholeInOneLine = /^[ \t>]*(`{3,})([\w+#.-]{0,60})[ \t]([^`]+)`{3,}[ \t]*$/;
/** Models forget the line break before the closing fence: `}` and three backticks. */
const closedBehindCode = /^[^`]*[^\s`](`{3,})[ \t]*$/;

/** Reads the fenced blocks of a Markdown text, with backticks or tildes, indented or not. Lines end with a bare line feed. */
export function readCodeBlocks(text: string): CodeBlock[] {
	const blocks: CodeBlock[] = [];
	const lines = text.split('\n');
	let lead = '';
	for (let index = 0; index < lines.length; index++) {
		const line = lines[index] ?? '';
		const mayFence = line.includes('`') || line.includes('~');
		const whole = mayFence ? wholeInOneLine.exec(line) : null;
		if (whole) {
			blocks.push({ tag: toTag(whole[2] ?? ''), code: whole[3] ?? '', closed: true, lead });
			continue;
		}
		const opening = mayFence ? readFence(line) : undefined;
		if (opening === undefined) {
			if (line.trim() !== '') lead = line;
			continue;
		}
		const { indent, marks, tag } = opening;
		const { end, last } = findClosing(lines, index + 1, marks);
		const spaces = indent.replace(/[^\s>]/g, ' ');
		const inside = [...lines.slice(index + 1, end), ...last];
		const code = spaces === '' ? inside : inside.map((each) => dedent(each, spaces));
		blocks.push({ tag: toTag(tag), code: code.join('\n'), closed: end < lines.length, lead });
		lead = '';
		index = end;
	}
	return blocks;
}

/** A line that opens a block: its marks, then perhaps a word, and no backtick any more. */
function readFence(line: string): Fence | undefined {
	const indent = margin.exec(line)?.[0] ?? '';
	const [marks] = /^(?:`+|~+)/.exec(line.slice(indent.length)) ?? [''];
	const info = line.slice(indent.length + marks.length);
	if (marks.length >= 3 && !info.includes('`')) return { indent, marks, tag: /^[ \t]{0,20}\{?\.?([^\s`~{}]{0,60})/.exec(info)?.[1] ?? '' };
	const [, , behind = '', word = ''] = fenceBehindWords.exec(line) ?? [];
	return behind === '' ? undefined : { indent: '', marks: behind, tag: word };
}

function toTag(word: string): string {
	return word.toLowerCase().replace(/^\.|[,:;].*$/g, '');
}

/** The line that closes the block, and what of it is still code. */
function findClosing(lines: readonly string[], from: number, fence: string): { readonly end: number; readonly last: readonly string[] } {
	const mark = fence[0] ?? '`';
	for (let index = from; index < lines.length; index++) {
		const line = lines[index] ?? '';
		if (!line.includes(mark)) continue;
		const trimmed = line.replace(/^[ \t>]*/, '').trimEnd();
		if (trimmed.length >= fence.length && isAll(trimmed, mark)) return { end: index, last: [] };
		if (mark === '`' && closedBehindCode.exec(line)?.[1] === fence) return { end: index, last: [line.trimEnd().slice(0, -fence.length)] };
	}
	return { end: lines.length, last: [] };
}

function isAll(text: string, mark: string): boolean {
	let at = 0;
	while (at < text.length && text[at] === mark) at++;
	return at === text.length;
}

function dedent(line: string, indent: string): string {
	let shared = 0;
	while (shared < indent.length && (line[shared] === indent[shared] || (indent[shared] === '>' && line[shared] === ' '))) shared++;
	return line.slice(shared);
}
