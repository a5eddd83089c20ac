/** Puts text that nobody vouches for between two lines that it cannot write itself. */
export interface Fence {
	/** Drawn afresh for every prompt; in both lines of every block. */
	readonly marker: string;
	enclose(kind: string, facts: Readonly<Record<string, string | number | undefined>>, text: string): string;
	/** What a model wrote, without lines of this fence, of whatever kind, that it copied or made up; what stands between them stays. */
	withoutLines(text: string): string;
	/** Whether a model wrote nothing but blocks as this fence makes them: what it was to be given, and no answer. */
	isAllEnclosed(text: string): boolean;
}

/**
 * Makes the fence of one prompt.
 *
 * Whatever looks like one of its lines in a text, or holds the marker, is changed so that it is one no more: `<` becomes `‹`, the marker dots. Facts are kept on
 * one line and lose their quotes. Only the prompt is changed, never the text itself.
 */
export function createFence(marker: string): Fence {
	if (!/^[a-z0-9]{6,}$/.test(marker)) throw new RangeError(`A fence's marker has six or more small letters and digits, unlike "${marker}"`);
	const name = `[\\p{L}\\p{N}_]*-?${marker}[^<>＜＞﹤﹥‹›\\n]*(?:[>＞﹥›]|(?=\\n|$))`;
	const [open, close] = [`[<＜﹤‹]\\s*${name}`, `[<＜﹤‹]\\s*[/／]\\s*${name}`];
	const lines = new RegExp(`${open}\\n?|\\n?${close}`, 'giu');
	const blocks = new RegExp(`${open}.*?(?:${close}|$)`, 'gisu');
	const holdsMarker = (text: string) => text.toLowerCase().includes(marker);
	const clean = (text: string) => text.replaceAll(new RegExp(marker, 'gi'), '…');
	return {
		marker,
		enclose: (kind, facts, text) => {
			const attributes = Object.entries(facts).flatMap(([name, value]) =>
				value === undefined ? [] : [` ${name}="${clean(onOneLine(String(value)))}"`],
			);
			const open = new RegExp(`[<＜﹤‹](?=\\s*(?:[/／]\\s*)?${kind}\\b)`, 'giu');
			return `<${kind}-${marker}${attributes.join('')}>\n${clean(text).replaceAll(open, '‹')}\n</${kind}-${marker}>`;
		},
		withoutLines: (text) => {
			const left = holdsMarker(text) ? text.replaceAll(lines, '') : text;
			return left === text ? text : left.trim();
		},
		isAllEnclosed: (text) => holdsMarker(text) && text.replaceAll(blocks, '').trim() === '',
	};
}

function onOneLine(value: string): string {
	return value
		.replace(/[\u0000-\u001f\u007f\u0085\u2028\u2029]+/g, ' ')
		.replace(/["<>]/g, "'")
		.trim();
}
