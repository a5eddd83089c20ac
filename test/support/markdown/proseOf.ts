/** A Markdown text without its code, in which nothing is a link or a heading. Lines stay where they are. */
export function proseOf(text: string): string {
	let fence: string | undefined;
	const lines = text.split('\n').map((line) => {
		const mark = /^ {0,9}(`{3,}|~{3,})/.exec(line)?.[1];
		if (fence !== undefined) {
			if (mark !== undefined && mark.startsWith(fence) && line.trim() === mark) fence = undefined;
			return '';
		}
		if (mark === undefined) return line;
		fence = mark;
		return '';
	});
	return lines.join('\n').replace(/``[^`\n]{0,500}``|`[^`\n]{1,500}`/g, '``');
}
