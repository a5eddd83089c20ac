/** Drops what does not change an answer: case, spaces, emphasis, quotes around it, a full stop after it. */
export function normaliseText(text: string): string | undefined {
	const fenced = /^\s*```[^\n]*\n([\s\S]*?)\n?\s*```\s*$/.exec(text)?.[1] ?? text;
	const plain = fenced.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
	const bare = plain
		.replace(/^["'`*_]+(?=.)|["'`*_]+$/g, '')
		.replace(/[.!]+$/, '')
		.trim();
	const kept = bare === '' ? plain : bare;
	return kept === '' ? undefined : kept;
}
