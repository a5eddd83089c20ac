export interface Fence {
	/** What stands behind its opening mark, such as `sh`. */
	readonly language: string;
	readonly code: string;
	/** The line it begins at, from 1. */
	readonly line: number;
	/** What the HTML comment before it says, if one stands there. */
	readonly comment?: string;
}

/** The fenced code of a Markdown text, each with the comment before it. */
export function fencesOf(text: string): readonly Fence[] {
	const lines = text.split('\n');
	const fences: Fence[] = [];
	for (let at = 0; at < lines.length; at++) {
		const opened = /^ {0,9}(`{3,}|~{3,})\s{0,9}(\S{0,40})/.exec(lines[at] ?? '');
		if (!opened) continue;
		const [, mark = '', language = ''] = opened;
		const length = lines.slice(at + 1).findIndex((line) => line.trim() === mark);
		const end = length === -1 ? lines.length : at + 1 + length;
		const comment = commentBefore(lines, at);
		fences.push({ language, code: lines.slice(at + 1, end).join('\n'), line: at + 1, ...(comment !== undefined && { comment }) });
		at = end;
	}
	return fences;
}

function commentBefore(lines: readonly string[], at: number): string | undefined {
	const before = lines.slice(0, at).findLast((line) => line.trim() !== '');
	return /^\s{0,9}<!-- (.{1,300}) -->$/.exec(before ?? '')?.[1];
}
