/** A fenced block, without its fence and the fence's indentation. */
export interface CodeBlock {
	/** The first word after the fence, in lower case; empty where there is none. */
	readonly tag: string;
	readonly code: string;
	/** False when the text ended before the fence was closed. */
	readonly closed: boolean;
}

const openingFence = /^([ \t>]*)(`{3,}|~{3,})[ \t]*([^\s`~{]*)[^`]*$/;

/** Reads the fenced blocks of a Markdown text, with backticks or tildes, indented or not. Lines end with a bare line feed. */
export function readCodeBlocks(text: string): CodeBlock[] {
	const blocks: CodeBlock[] = [];
	const lines = text.split('\n');
	for (let index = 0; index < lines.length; index++) {
		const opening = openingFence.exec(lines[index] ?? '');
		if (!opening) continue;
		const [, indent = '', fence = '', tag = ''] = opening;
		const end = findClosing(lines, index + 1, fence);
		const code = lines.slice(index + 1, end).map((line) => dedent(line, indent));
		blocks.push({ tag: tag.toLowerCase().replace(/^\.|[,:;].*$/g, ''), code: code.join('\n'), closed: end < lines.length });
		index = end;
	}
	return blocks;
}

function findClosing(lines: readonly string[], from: number, fence: string): number {
	const mark = fence[0] ?? '`';
	for (let index = from; index < lines.length; index++) {
		const trimmed = (lines[index] ?? '').replace(/^[ \t>]*/, '').trimEnd();
		if (trimmed.length >= fence.length && [...trimmed].every((character) => character === mark)) return index;
	}
	return lines.length;
}

function dedent(line: string, indent: string): string {
	let shared = 0;
	while (shared < indent.length && line[shared] === indent[shared]) shared++;
	return line.slice(shared);
}
