import type { ToolCall } from '../../candidate';
import { readHarmonyMessages } from '../thinking/harmony';
import { asRecord, parseJson } from '../reading/lenient';
import { createCodeCheck } from '../reading/codeRanges';
import { callFences, callMarks, callReaders } from './families';
import { fitToTool } from './fitToTool';
import { readJsonCalls } from './readJsonCalls';
import { readNamedCalls } from './readNamedCalls';
import { readPythonCalls } from './readPythonCalls';
import { isQuoted } from '../thinking/tags';
import { plainName, type WrittenCall } from './writtenCall';

/** Longer texts are answers. */
const MOST_CHARACTERS = 200_000;
const MOST_CALLS = 64;
const OPENINGS = new RegExp(callMarks.map(({ open }) => open.replace(/[[\]|]/g, '\\$&')).join('|'), 'gi');
/** Within a call: tags of a family that are those of another one with a name before them. */
const INNER_MARKS = /(?:\]<\]minimax\[>\[)?<(\/?)(?:｜DSML｜|longcat_|steptml:|)(?=[\w/])/gi;
/** Of what stands between marks: a prefix or suffix that belongs to the template. */
const TEMPLATE_TOKENS = /<\/?[|｜][^|｜<>{}]{1,40}[|｜]>/g;

/** The tools that were offered, and what each takes, where that is known. */
interface Offered {
	readonly toolNames: readonly string[];
	readonly schemaOf?: (tool: string) => Readonly<Record<string, unknown>> | undefined;
}

/** The calls in a text, and what the model said besides. */
export interface WrittenCalls {
	readonly calls: readonly ToolCall[];
	readonly text: string;
}

/**
 * Finds the calls of tools that a model wrote into its text, as models do whose server has another parser or none.
 *
 * Only where tools were offered. Marks inside of code are quoted, and no call. Without marks, JSON or Python is a call only where it is all of the text and names tools that there are. Undefined where there is no call that can be read.
 *
 * @param raw the text with its channels, in which gpt-oss names functions; `text` is what is left without thinking.
 */
export function findWrittenCalls(raw: string, text: string, { toolNames, schemaOf }: Offered): WrittenCalls | undefined {
	if (toolNames.length === 0 || raw.length > MOST_CHARACTERS) return undefined;
	const found =
		fromChannels(raw) ??
		fromChannels(text) ??
		fromMarks(text) ??
		fromFence(text, toolNames) ??
		fromWholeText(text, toolNames) ??
		fromTail(text, toolNames);
	if (found === undefined) return undefined;
	const calls = found.calls.map((call, index) => ({
		id: `call-${index + 1}`,
		name: call.name,
		arguments: JSON.stringify(fitToTool(call, schemaOf?.(call.name) ?? {})),
	}));
	return { calls, text: found.text.trim() };
}

/** Whether a text has the marks of a call, readable or not, outside of code. */
export function hasCallMarks(text: string): boolean {
	return findMarked(text.slice(0, MOST_CHARACTERS)).length > 0;
}

interface Found {
	readonly calls: readonly WrittenCall[];
	readonly text: string;
}

function fromChannels(raw: string): Found | undefined {
	const messages = readHarmonyMessages(raw) ?? [];
	const calls = messages.flatMap(({ recipient, body }): WrittenCall[] => {
		const parameters = asRecord(parseJson(body.trim()));
		return recipient === undefined || parameters === undefined ? [] : [{ name: plainName(recipient), parameters }];
	});
	const text = messages.find(({ channel, recipient }) => channel === 'final' && recipient === undefined)?.body ?? '';
	return calls.length === 0 ? undefined : { calls, text };
}

function fromMarks(text: string): Found | undefined {
	const calls: WrittenCall[] = [];
	let prose = '';
	let at = 0;
	for (const marked of findMarked(text)) {
		prose += text.slice(at, marked.start);
		const read = readBetween(text.slice(marked.start, marked.end), text.slice(marked.bodyStart, marked.bodyEnd));
		at = marked.end;
		// Half a call beside a whole one is left out.
		if (read !== undefined) calls.push(...read);
	}
	return calls.length === 0
		? undefined
		: { calls, text: (prose + text.slice(at)).replace(TEMPLATE_TOKENS, '').replaceAll(']<]minimax[>[', '') };
}

/** Some marks are a part of the call itself, as `<function=…>` is. */
function readBetween(whole: string, body: string): readonly WrittenCall[] | undefined {
	const cleaned = body.replace(INNER_MARKS, '<$1').replace(/<\/?tool_call>/gi, ' ');
	for (const read of callReaders) {
		const calls =
			read(cleaned.trim()) ?? read(cleaned.replace(TEMPLATE_TOKENS, ' ').trim()) ?? read(whole.replace(/^functools/i, '').trim());
		if (calls !== undefined) return calls;
	}
	return undefined;
}

interface Marked {
	readonly start: number;
	readonly bodyStart: number;
	readonly bodyEnd: number;
	readonly end: number;
}

/** One pass over the text; what stands between marks is not looked through for others. */
function findMarked(text: string): readonly Marked[] {
	const openings = [...text.matchAll(OPENINGS)];
	if (openings.length === 0) return [];
	const lower = text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
	const isCode = createCodeCheck(text);
	const found: Marked[] = [];
	let from = 0;
	for (const [index, match] of openings.entries()) {
		const start = match.index;
		if (start < from || isCode(start) || isTalkedAbout(text, match)) continue;
		const open = match[0].toLowerCase();
		const bodyStart = start + open.length;
		const again = openings.slice(index + 1, index + 3).find((next) => next[0].toLowerCase() === open)?.index ?? text.length;
		const { close } = callMarks.find((marks) => marks.open === open) ?? {};
		const closing = close === undefined ? -1 : lower.slice(bodyStart, again).indexOf(close);
		const bodyEnd = closing === -1 ? again : bodyStart + closing;
		from = closing === -1 ? again : bodyEnd + (close ?? '').length;
		found.push({ start, bodyStart, bodyEnd, end: from });
		if (found.length === MOST_CALLS) break;
	}
	return found;
}

/** In quotation marks or in the middle of a sentence, which goes on behind it. */
function isTalkedAbout(text: string, { 0: mark, index }: RegExpExecArray): boolean {
	const bracket = /[>\]]$/.test(mark) ? -1 : text.slice(index, index + 200).indexOf('>');
	const end = bracket === -1 ? index + mark.length : index + bracket + 1;
	return isQuoted(text, index, end) && !/^\s*[[{<]/.test(text.slice(end, end + 20));
}

function fromFence(text: string, toolNames: readonly string[]): Found | undefined {
	for (let start = text.indexOf('```'); start !== -1;) {
		const lineEnd = text.indexOf('\n', start);
		const end = lineEnd === -1 ? -1 : text.indexOf('```', lineEnd);
		if (lineEnd === -1) return undefined;
		const body = text.slice(lineEnd + 1, end === -1 ? undefined : end);
		if (callFences.test(text.slice(start + 3, lineEnd).trim())) {
			const calls = readKnown(body, toolNames);
			if (calls !== undefined) return { calls, text: text.slice(0, start) };
		}
		if (end === -1) return undefined;
		start = text.indexOf('```', end + 3);
	}
	return undefined;
}

/** A text that is a call and nothing else, perhaps in a fence. */
function fromWholeText(text: string, toolNames: readonly string[]): Found | undefined {
	const trimmed = text
		.trim()
		.replace(/<\/(?:tool_call|tool_calls|function_call|tools)>$/, '')
		.trimEnd();
	const inner = /^```[\w-]{0,20}\n/.test(trimmed) && trimmed.endsWith('```') ? trimmed.slice(trimmed.indexOf('\n') + 1, -3) : trimmed;
	if (!/^[[{\w]/.test(inner)) return undefined;
	const calls = readKnown(inner, toolNames);
	return calls === undefined ? undefined : { calls, text: '' };
}

/** Some words, and then from a new line on a call in JSON and nothing else. */
function fromTail(text: string, toolNames: readonly string[]): Found | undefined {
	const start = text.search(/^[[{]/m);
	if (start <= 0 || createCodeCheck(text)(start)) return undefined;
	const calls = readKnown(text.slice(start), toolNames);
	return calls === undefined ? undefined : { calls, text: text.slice(0, start) };
}

/** Without marks only the names of tools that there are make a call. */
function readKnown(text: string, toolNames: readonly string[]): readonly WrittenCall[] | undefined {
	const calls = readJsonCalls(text.trim()) ?? readPythonCalls(text) ?? readNamedCalls(text);
	return calls !== undefined && calls.every(({ name }) => toolNames.includes(name)) ? calls : undefined;
}
