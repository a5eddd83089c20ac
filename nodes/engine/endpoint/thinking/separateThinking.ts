import { createCodeCheck } from '../reading/codeRanges';
import { readHarmony } from './harmony';
import type { Separated } from './separated';
import { answerWrappers, couldOpen, findOpening, isQuoted, thinkingTags, type ThinkingTag } from './tags';
import { withoutHead, withoutTokens } from './templateTokens';

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
	const separated = separateMarked(text, settings);
	return { ...separated, text: withoutTokens(separated.text, settings.isAbout ?? (() => false)) };
}

function separateMarked(whole: string, settings: SeparationSettings): Separated {
	const harmony = readHarmony(whole);
	if (harmony !== undefined) return harmony;
	if (settings.isCut === true && isHalfATag(whole)) return { text: '' };
	const text = withoutHead(whole);
	return separateOpened(text, settings) ?? separateLoneClosing(text, settings) ?? { text };
}

const CHANNELS = ['<|channel|>', '<|start|>'];

/** Each costs a look at the rest of the text. */
const MOST_BLOCKS = 32;

/** Most answers have no tag at all, and are not looked at again. */
function mayHoldThinking(text: string): boolean {
	return /[<[◁]|^\s*(?:analysis|commentary|here(?:'s| is) my thought process:)/i.test(text);
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
			if ((isAbout && settings.isCut !== true) || opening.tag.needsEnd === true) break;
			return { text: '', ...joinThoughts([...thoughts, text.slice(opening.end)]) };
		}
		thoughts.push(text.slice(opening.end, closing.start));
		at = skipSpace(text, closing.end);
	}
	const rest = text.slice(at);
	// Where the task asks for such a tag and nothing stands behind it, it is the answer.
	const isAsked =
		rest === '' && settings.isCut !== true && settings.isAbout?.(findOpening(lower, skipSpace(text, 0))?.tag.open ?? '') === true;
	return thoughts.length === 0 || isAsked ? undefined : { text: unwrap(rest, settings), ...joinThoughts(thoughts) };
}

interface Place {
	readonly start: number;
	readonly end: number;
}

/** The first closing tag that is meant as one; where all are quoted the last one, unless the task is about the tag. */
function findClosing(text: string, lower: string, from: number, tag: ThinkingTag, isAbout: boolean): Place | undefined {
	// Models mix the names up.
	const closings = tag.close.startsWith('</') && tag.needsEnd !== true ? [...new Set([tag.close, '</think>', '</thinking>'])] : [tag.close];
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
		if (tag.needsEnd === true) continue;
		const start = lower.indexOf(tag.close);
		if (start === -1) continue;
		const place = findLoneClosing(text, lower, start, tag, settings.isAbout?.(tag.open) === true || settings.isAbout?.(tag.close) === true);
		if (place === undefined) continue;
		const rest = text.slice(skipSpace(text, place.end));
		return { text: unwrap(rest, settings), ...joinThoughts([text.slice(0, place.start)]), hasLoneClosing: true };
	}
	return undefined;
}

function findLoneClosing(text: string, lower: string, first: number, tag: ThinkingTag, isAbout: boolean): Place | undefined {
	const isCode = createCodeCheck(text);
	// Thinking breaks off within a fence now and then, and all fences behind it are then the wrong way round.
	const hasOpenFence = !isAbout && text.split('```').length % 2 === 0;
	const opening = firstOpening(text, lower, tag);
	for (let start = first; start !== -1 && start < opening; start = lower.indexOf(tag.close, start + 1)) {
		const place = { start, end: start + tag.close.length };
		const isInCode = isCode(start) && !(hasOpenFence && standsAlone(text, place));
		if (!isInCode && !isQuoted(text, start, place.end) && endsThinking(text, place, isAbout)) return place;
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
	// Nobody who talks about a tag glues it between two words.
	const isGlued = /[\p{L}\p{N}]/u.test(before) && /[\p{L}\p{N}]/u.test(after);
	return isLineStart || isLineEnd || isGlued || /[.!?:)\]}*]/.test(before);
}

function standsAlone(text: string, { start, end }: Place): boolean {
	return text.charAt(start - 1) === '\n' && /^[\r\n]?$/.test(text.charAt(end));
}

function unwrap(text: string, { isAbout }: SeparationSettings): string {
	const lower = toLower(text);
	const wrapper = answerWrappers.find(({ open }) => lower.startsWith(open));
	if (wrapper === undefined || isAbout?.(wrapper.open) === true) return text;
	const end = lower.lastIndexOf(wrapper.close);
	// A tag is around the whole answer or a part of it; a token of a template has only others behind it.
	if (wrapper.open === '<answer>' && lower.slice(end === -1 ? 0 : end + wrapper.close.length).trim() !== '') return text;
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
