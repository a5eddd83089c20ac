/** A fenced block, without its fence and the fence's indentation. */
export interface CodeBlock {
	/** The first word after the fence, in lower case; empty where there is none. */
	readonly tag: string;
	readonly code: string;
	/** False when the text ended before the fence was closed. */
	readonly closed: boolean;
}

interface Fence {
	readonly indent: string;
	/** Three or more backticks, or tildes. */
	readonly marks: string;
	readonly tag: string;
}

/** Reads the fenced blocks of a Markdown text, with backticks or tildes, indented or not. Lines end with a bare line feed. */
export function readCodeBlocks(text: string): CodeBlock[] {
	const blocks: CodeBlock[] = [];
	const lines = text.split('\n');
	for (let index = 0; index < lines.length; index++) {
		const fence = readFence(lines[index] ?? '');
		if (fence === undefined) continue;
		const end = findClosing(lines, index + 1, fence.marks);
		const code = lines.slice(index + 1, end).map((line) => dedent(line, fence.indent));
		blocks.push({ tag: fence.tag.toLowerCase().replace(/^\.|[,:;].*$/g, ''), code: code.join('\n'), closed: end < lines.length });
		index = end;
	}
	return blocks;
}

/** A line that opens a block: its marks, then perhaps a word, and no backtick any more. */
function readFence(line: string): Fence | undefined {
	const indent = /^[ \t>]*/.exec(line)?.[0] ?? '';
	const [marks] = /^(?:`+|~+)/.exec(line.slice(indent.length)) ?? [''];
	const info = line.slice(indent.length + marks.length);
	if (marks.length < 3 || info.includes('`')) return undefined;
	return { indent, marks, tag: /^[ \t]*([^\s`~{]*)/.exec(info)?.[1] ?? '' };
}

function findClosing(lines: readonly string[], from: number, fence: string): number {
	const mark = fence[0] ?? '`';
	for (let index = from; index < lines.length; index++) {
		const trimmed = (lines[index] ?? '').replace(/^[ \t>]*/, '').trimEnd();
		if (trimmed.length >= fence.length && isAll(trimmed, mark)) return index;
	}
	return lines.length;
}

function isAll(text: string, mark: string): boolean {
	let at = 0;
	while (at < text.length && text[at] === mark) at++;
	return at === text.length;
}

function dedent(line: string, indent: string): string {
	let shared = 0;
	while (shared < indent.length && line[shared] === indent[shared]) shared++;
	return line.slice(shared);
}
