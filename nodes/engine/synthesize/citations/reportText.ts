import { countWords, denseLetters } from '../../text/unspacedScripts';
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

const listMark =
	/^\s*(?:(?:\p{Nd}{1,9}[.)]|[-*•])\s+|(?:\p{Nd}{1,3}[、．）]|[一二三四五六七八九十]{1,3}、|[（(]\p{Nd}{1,2}[)）]|[・‧])\s*)/u;

export function withoutListMark(sentence: string): string {
	return sentence.replace(listMark, '');
}

const LEAST_WORDS = 3;
/** In scripts without spaces a word is often one letter. */
const denseSentence = new RegExp(`(?:${denseLetters}[^${denseLetters}]*){3}[。！？｡]`, 'v');
/** `;` is the question mark of Greek. */
const introducesOrAsks = /(?:[:?：？؟፧՞]|\p{Script=Greek}[;\u037e])["'”’»)*_」』）]*$/u;

/** Headings, questions, lines that introduce a list, and tables' rules need no citation. */
export function needsCitation(plain: string): boolean {
	const words = withoutListMark(plain).trim();
	if (/^(?:#{1,6}\s|\|[\s:|-]+\|$|[-=*_]{3,}$)/.test(words) || introducesOrAsks.test(words)) return false;
	if (/^\*\*[^*]+\*\*$/.test(words)) return false;
	return countWords(words.replace(/\p{N}+/gu, ' ')) >= LEAST_WORDS || denseSentence.test(words);
}

/** Three words or more in quotation marks: fewer are a name or irony. Words of scripts without spaces are counted roughly, so that there it takes five. */
export function quotesIn(plain: string): readonly string[] {
	return [...plain.matchAll(/["“„«]([^"“”„«»]{3,})["”“»]|「([^「」]{3,})」|『([^『』]{3,})』/g)]
		.map(([, ...words]) => words.find((each) => each !== undefined) ?? '')
		.filter((words) => (words.match(/[\p{L}\p{N}]+/gu) ?? []).length >= 3 || countWords(words) >= 5);
}
