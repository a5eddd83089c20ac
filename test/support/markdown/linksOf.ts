import { proseOf } from './proseOf';

/** Where a Markdown text links to: links, pictures, definitions, and `href` and `src` of HTML. In the order of these kinds. */
export function linksOf(text: string): readonly string[] {
	const prose = proseOf(text);
	const kinds = [
		/\]\(\s{0,9}<?([^)\s>]{1,500})>?(?:\s{1,9}"[^"\n]{0,300}")?\s{0,9}\)/g,
		/^ {0,3}\[[^\]\n]{1,200}\]:\s{0,9}<?([^\s>]{1,500})/gm,
		/\s(?:href|src)="([^"\n]{1,500})"/g,
	];
	return kinds.flatMap((kind) => [...prose.matchAll(kind)].map(([, link = '']) => link));
}
