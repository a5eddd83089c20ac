import { answerWord, linkWord } from './answerWords';
import { findCorrections } from './findCorrections';
import type { Mark } from './mark';

/** Longer than any final answer that is read; keeps the work on each mark small. */
const MOST_CONTENT = 600;
/** Between "answer" and "is": `the answer to the second part is 5`. */
const MOST_BETWEEN = 60;
/** Where a condition in front of it is looked for. */
const MOST_BEFORE = 140;
/** A text of nothing but the word answer takes no longer; the last ones count. */
const MOST_MARKS = 300;

/**
 * Finds what an answer marks as final, in its order: `\boxed{}`, `####`, `<answer>`, a JSON field named answer, and "answer is", "answer:" or a heading, in the languages that models answer in; "14 is the answer"; and what takes such an answer back for another.
 *
 * A box or tag that is not closed counts up to its line's end, or not at all for a box. Takes the text in plain writing.
 */
export function findMarks(text: string): readonly Mark[] {
	const marks = [...findBoxes(text), ...findHashes(text), ...findTags(text), ...findWords(text)].sort((left, right) => left.at - right.at);
	return [...marks, ...findCorrections(text, marks[0]?.at)].sort((left, right) => left.at - right.at);
}

/** One pass over all braces: a text of nothing but opened boxes costs no more. */
function findBoxes(text: string): Mark[] {
	const marks: Mark[] = [];
	const open: Array<{ readonly at: number; readonly isBox: boolean }> = [];
	for (const { 0: brace, index } of text.matchAll(/\\[{}]|[{}]/g)) {
		if (brace === '{') open.push({ at: index, isBox: isBox(text, index) });
		if (brace !== '}') continue;
		const last = open.pop();
		if (last?.isBox === true && index - last.at <= MOST_CONTENT)
			marks.push({ at: last.at, content: text.slice(last.at + 1, index), kind: 'box' });
	}
	return marks;
}

function isBox(text: string, brace: number): boolean {
	const last = text[brace - 1];
	return (last === 'x' || last === 'd' || last === ' ') && /\\f?box(?:ed)? ?$/.test(text.slice(Math.max(0, brace - 8), brace));
}

/** Four hashes and a value; with a title behind them they head a step. */
function findHashes(text: string): Mark[] {
	return [...text.matchAll(/(?<=^|\n)[ \t]{0,8}#{4}(?!#)[ \t]{0,8}([^\n]{1,200})/g)].flatMap(({ index, 1: content = '' }) => {
		const isHeading = /^[*_]{0,3}\d{1,3}(?:[.):](?!\d)|[ \t]+\p{Lu}\p{Ll}+[ \t]+\S)/u.test(content);
		const isValue = /^[*_$\s]{0,4}(?:[-\p{Sc}(.]?[-\p{Sc}.]?\d|\\|\p{L}{1,3}[*_.]{0,3}\s*$)/u.test(content);
		return isValue && !isHeading ? [{ at: index, content, kind: 'hashes' as const }] : [];
	});
}

function findTags(text: string): Mark[] {
	return [...text.matchAll(/<(?:final[_ ]?)?answer>([^<]{0,600})/gi)].map(({ index, 1: content = '' }) => ({
		at: index,
		content: content.trim(),
		kind: 'tag' as const,
	}));
}

function findWords(text: string): Mark[] {
	return [...text.matchAll(answerWord)].slice(-MOST_MARKS).flatMap(({ index, 0: word }) => {
		const before = text.slice(Math.max(0, index - MOST_BEFORE), index);
		const line = text.slice(index + word.length, index + word.length + MOST_CONTENT);
		return readField(before, line, index) ?? readStatedBefore(before, line, index) ?? readWords(before, line, index) ?? [];
	});
}

/** `"answer": "18"`, whatever the rest of the JSON looks like. */
function readField(before: string, rest: string, at: number): Mark[] | undefined {
	const opening = /^["']\s{0,3}:\s{0,3}/.exec(rest)?.[0];
	if (opening === undefined || !/["'][\w ]{0,20}$/.test(before)) return undefined;
	const value = rest.slice(opening.length);
	const quoted = /^(["'])((?:[^"'\\\n]|\\[^\n]|'(?=\w))*)/.exec(value);
	const content = quoted?.[2] ?? /^[^"'\n}]*/.exec(value)?.[0].replace(/,\s*$/, '') ?? '';
	return [{ at, content, kind: 'field' }];
}

/** `14 is the answer`, `**B** is the correct answer`. */
const statedBefore =
	/(?:^|[\s*_(])(\p{Sc}?-?\d[\d,.]*%?|\(?[A-Z]\)?)[*_]{0,3}(?:\s\p{Ll}{2,20})?\s(?:is|was)\s(?:the|my|our)\s(?:final\s|correct\s|right\s|best\s)?$/u;

function readStatedBefore(before: string, rest: string, at: number): Mark[] | undefined {
	const content = statedBefore.exec(before)?.[1];
	return content === undefined || !/^\W/.test(rest) || /^\s{0,3}(?:\?|to\b|for\b|of\b)/.test(rest)
		? undefined
		: [{ at, content, kind: 'words' }];
}

function readWords(before: string, rest: string, at: number): Mark[] | undefined {
	if (
		/\b(?:if|whether|suppose|assum\w{1,4}|thought|believed|guessed|expected|is|falls|wenn|si)\s{1,3}(?:the\s|that\s|my\s|die\s|la\s){0,2}(?:\w{1,9}\s)?$/i.test(
			before,
		)
	)
		return undefined;
	const [line = '', ...following] = rest.split('\n');
	const link = linkWord.exec(line.slice(0, MOST_BETWEEN + 20));
	const isHeading = /^[\s*_:：#=]{0,8}$/.test(line);
	if (isHeading) {
		const next = following.slice(0, 3).find((each) => each.trim() !== '');
		return next === undefined ? undefined : [{ at, content: next, kind: 'words' }];
	}
	if (link === null || (/would/i.test(link[0]) && /\bif\b[^.\n]*$/i.test(before))) return undefined;
	const content = line.slice(link[0].length).replace(/^[\s*_:：]{1,8}/, '');
	if (content !== '') return [{ at, content, kind: 'words' }];
	const next = following.slice(0, 3).find((each) => each.trim() !== '');
	return next === undefined ? undefined : [{ at, content: next, kind: 'words' }];
}
