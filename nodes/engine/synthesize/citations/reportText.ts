import { readCitations, type CitationGroup } from './readCitations';

/** A citation whose quote goes over several lines would be cut with them. */
export function onOneLineEach(report: string): string {
	return betweenCitations(report, readCitations(report), (written) =>
		written.replace(/\s+/g, (space) => (space.includes('\n') ? ' ' : space)),
	).join('');
}

/** With the spaces before them. */
export function withoutCitations(sentence: string, groups: readonly CitationGroup[]): string {
	const parts: string[] = [];
	let at = 0;
	for (const { start, end } of groups) {
		parts.push(sentence.slice(at, start).trimEnd());
		at = end;
	}
	return [...parts, sentence.slice(at)].join('');
}

function betweenCitations(text: string, groups: readonly CitationGroup[], rewrite: (written: string) => string): readonly string[] {
	const parts: string[] = [];
	let at = 0;
	for (const { start, end } of groups) {
		parts.push(text.slice(at, start), rewrite(text.slice(start, end)));
		at = end;
	}
	return [...parts, text.slice(at)];
}

export function withoutListMark(sentence: string): string {
	return sentence.replace(/^\s*(?:\d+[.)]|[-*•])\s+/, '');
}

/** Headings, questions, lines that introduce a list, and tables' rules need no citation. */
export function needsCitation(plain: string): boolean {
	const words = withoutListMark(plain).trim();
	if (/^(?:#{1,6}\s|\|[\s:|-]+\|$|[-=*_]{3,}$)/.test(words) || /[:?]["'”’)*_]*$/.test(words)) return false;
	if (/^\*\*[^*]+\*\*$/.test(words)) return false;
	return (words.match(/\p{L}+/gu) ?? []).length >= 3;
}

/** Three words or more in quotation marks: fewer are a name or irony. */
export function quotesIn(plain: string): readonly string[] {
	return [...plain.matchAll(/["“„«]([^"“”„«»]{3,})["”“»]/g)]
		.map(([, words]) => String(words))
		.filter((words) => (words.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3);
}
