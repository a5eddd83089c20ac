import { createCodeCheck } from '../reading/codeRanges';
import { readHarmony } from './harmony';
import { answerWrappers, couldOpen, findOpening, isQuoted, thinkingTags, type ThinkingTag } from './tags';

/** An answer, and what the model thought before it; `reasoning` is absent where there is none. */
export interface Separated {
	readonly text: string;
	readonly reasoning?: string;
	/** The text had only a closing tag: the chat template had opened it. */
	readonly hasLoneClosing?: true;
}

export interface SeparationSettings {
	/** The answer broke off, at Max Tokens or with its connection. */
	readonly isCut?: boolean;
	/** Says whether the task itself is about such a tag, so that an answer may well begin with one. */
	readonly isAbout?: (tag: string) => boolean;
}

/**
 * Takes what a model thought out of what it wrote, in linear time.
 *
 * Thinking stands at the beginning: between a pair of tags, in channels, before a lone closing tag, or after an opening one that never closes. A tag further on, one that is quoted, and one inside of code belong to the answer. A text without thinking stays as it is, to the last space.
 */
export function separateThinking(text: string, settings: SeparationSettings = {}): Separated {
	if (!mayHoldThinking(text)) return { text };
	const harmony = readHarmony(text);
	if (harmony !== undefined) return harmony;
	if (settings.isCut === true && isHalfATag(text)) return { text: '' };
	const opened = separateOpened(text, settings);
	if (opened !== undefined) return opened;
	return separateLoneClosing(text, settings) ?? { text };
}

const CHANNELS = ['<|channel|>', '<|start|>'];

/** Each costs a look at the rest of the text. */
const MOST_BLOCKS = 32;

/** Most answers have no tag at all, and are not looked at again. */
function mayHoldThinking(text: string): boolean {
	return /[<[◁]|^\s*(?:analysis|commentary)/.test(text);
}

/** All that came before the answer broke off is the beginning of a mark. */
function isHalfATag(text: string): boolean {
	const lower = toLower(text.trim());
	return couldOpen(lower) || CHANNELS.some((mark) => mark.startsWith(lower));
}

function separateOpened(text: string, settings: SeparationSettings): Separated | undefined {
	const lower = toLower(text);
	const thoughts: string[] = [];
	let at = skipSpace(text, 0);
	for (let opening = findOpening(lower, at); opening !== undefined; opening = findOpening(lower, at)) {
		const isAbout = settings.isAbout?.(opening.tag.open) === true;
		if (thoughts.length === MOST_BLOCKS || (thoughts.length > 0 && isAbout)) break;
		const closing = findClosing(text, lower, opening.end, opening.tag, isAbout);
		if (closing === undefined) {
			if (isAbout && settings.isCut !== true) break;
			return { text: '', ...joinThoughts([...thoughts, text.slice(opening.end)]) };
		}
		thoughts.push(text.slice(opening.end, closing.start));
		at = skipSpace(text, closing.end);
	}
	return thoughts.length === 0 ? undefined : { text: unwrap(text.slice(at)), ...joinThoughts(thoughts) };
}

interface Place {
	readonly start: number;
	readonly end: number;
}

/** The first closing tag that is meant as one; where all are quoted the last one, unless the task is about the tag. */
function findClosing(text: string, lower: string, from: number, tag: ThinkingTag, isAbout: boolean): Place | undefined {
	const closings = tag.close === '</think>' || tag.close === '</thinking>' ? ['</think>', '</thinking>'] : [tag.close];
	let first: Place | undefined;
	let lastQuoted: Place | undefined;
	for (const close of closings) {
		for (let start = lower.indexOf(close, from); start !== -1; start = lower.indexOf(close, start + close.length)) {
			const place = { start, end: start + close.length };
			if (!isQuoted(text, place.start, place.end)) {
				if (first === undefined || start < first.start) first = place;
				break;
			}
			if (lastQuoted === undefined || start > lastQuoted.start) lastQuoted = place;
		}
	}
	return first ?? (isAbout ? undefined : lastQuoted);
}

/** The templates of some models open the tag in the prompt, so that the answer has only its end. */
function separateLoneClosing(text: string, settings: SeparationSettings): Separated | undefined {
	const lower = toLower(text);
	for (const tag of thinkingTags) {
		const start = lower.indexOf(tag.close);
		if (start === -1) continue;
		const place = findLoneClosing(text, lower, start, tag, settings.isAbout?.(tag.open) === true || settings.isAbout?.(tag.close) === true);
		if (place === undefined) continue;
		const rest = text.slice(skipSpace(text, place.end));
		return { text: unwrap(rest), ...joinThoughts([text.slice(0, place.start)]), hasLoneClosing: true };
	}
	return undefined;
}

function findLoneClosing(text: string, lower: string, first: number, tag: ThinkingTag, isAbout: boolean): Place | undefined {
	const isCode = createCodeCheck(text);
	const opening = firstOpening(text, lower, tag);
	for (let start = first; start !== -1 && start < opening; start = lower.indexOf(tag.close, start + 1)) {
		const place = { start, end: start + tag.close.length };
		if (!isCode(start) && !isQuoted(text, start, place.end) && endsThinking(text, place, isAbout)) return place;
	}
	return undefined;
}

/** An opening tag that is used, and not talked about, makes the closing one behind it part of what the answer shows. */
function firstOpening(text: string, lower: string, { open }: ThinkingTag): number {
	let start = lower.indexOf(open);
	while (start !== -1 && isQuoted(text, start, start + open.length)) start = lower.indexOf(open, start + 1);
	return start === -1 ? Number.POSITIVE_INFINITY : start;
}

/** Thinking ends before a new line or at the end of a sentence; where the task is about the tag, only on a line of its own. */
function endsThinking(text: string, { start, end }: Place, isAbout: boolean): boolean {
	const [before, after] = [text.charAt(start - 1), text.charAt(end)];
	const isLineStart = before === '' || before === '\n';
	const isLineEnd = after === '' || after === '\n' || after === '\r';
	if (isAbout) return isLineStart && isLineEnd;
	return isLineStart || isLineEnd || /[.!?:)\]}*]/.test(before);
}

function unwrap(text: string): string {
	const lower = toLower(text);
	const wrapper = answerWrappers.find(({ open }) => lower.startsWith(open));
	if (wrapper === undefined) return text;
	const end = lower.lastIndexOf(wrapper.close);
	return text.slice(wrapper.open.length, end === -1 ? undefined : end).trim();
}

function joinThoughts(thoughts: readonly string[]): { readonly reasoning?: string } {
	const reasoning = thoughts
		.map((thought) => thought.trim())
		.filter((thought) => thought !== '')
		.join('\n\n');
	return reasoning === '' ? {} : { reasoning };
}

function skipSpace(text: string, from: number): number {
	let at = from;
	while (at < text.length && (text.charCodeAt(at) === 0xfeff || /\s/.test(text.charAt(at)))) at++;
	return at;
}

/** Only ASCII letters change: `toLowerCase` makes some letters longer, and places would no longer fit. */
function toLower(text: string): string {
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}
