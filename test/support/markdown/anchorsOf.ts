/** The anchors that GitHub makes of the headings of a Markdown text (a heading that comes again gets a number), and those set by hand. */
export function anchorsOf(text: string): readonly string[] {
	const seen = new Map<string, number>();
	const ofHeadings = headingsOf(text).map((heading) => {
		const anchor = heading
			.replace(/\[([^\]]{0,200})\]\([^)]{0,300}\)/g, '$1')
			.replace(/(^|\s)_([^_]{1,200})_(?=\s|$)/g, '$1$2')
			.toLowerCase()
			.replace(/[^\p{L}\p{N}\s_-]/gu, '')
			.trim()
			.replace(/\s/g, '-');
		const times = seen.get(anchor) ?? 0;
		seen.set(anchor, times + 1);
		return times === 0 ? anchor : `${anchor}-${times}`;
	});
	return [...ofHeadings, ...[...text.matchAll(/<a (?:id|name)="([^"\n]{1,200})"/g)].map(([, id = '']) => id)];
}

/** Headings with their code, but none that only stand in a fence. */
function headingsOf(text: string): readonly string[] {
	let fence: string | undefined;
	return text.split('\n').flatMap((line) => {
		const mark = /^ {0,9}(`{3,}|~{3,})/.exec(line)?.[1];
		if (mark !== undefined) fence = fence === undefined ? mark : mark.startsWith(fence) ? undefined : fence;
		const heading = fence === undefined ? /^ {0,3}#{1,6} (.{1,300})$/.exec(line)?.[1] : undefined;
		return heading === undefined ? [] : [heading.trim()];
	});
}
