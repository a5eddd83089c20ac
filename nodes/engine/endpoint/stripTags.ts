const UNSEEN = /<(script|style)\b/iy;

/** What a reader of a web page sees, near enough for a sentence. One pass, however the page is broken. */
export function stripTags(html: string): string {
	const seen: string[] = [];
	let at = 0;
	for (;;) {
		const open = html.indexOf('<', at);
		seen.push(html.slice(at, open === -1 ? undefined : open));
		if (open === -1) break;
		const end = html.indexOf('>', endOfUnseen(html, open));
		if (end === -1) break;
		at = end + 1;
	}
	return seen.join(' ').replace(/\s+/g, ' ').trim();
}

/** Where the closing tag of a script or style begins; any other tag closes itself. */
function endOfUnseen(html: string, open: number): number {
	UNSEEN.lastIndex = open;
	const name = UNSEEN.exec(html)?.[1];
	if (name === undefined) return open;
	const closing = new RegExp(`</${name}`, 'gi');
	closing.lastIndex = open;
	return closing.exec(html)?.index ?? html.length;
}
