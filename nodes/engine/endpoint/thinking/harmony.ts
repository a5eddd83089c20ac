import { createCodeCheck } from '../reading/codeRanges';
import type { Separated } from './separated';

/** One message of a gpt-oss model: in which channel, to which function, and what. */
export interface HarmonyMessage {
	readonly channel: string;
	readonly recipient?: string;
	readonly body: string;
}

const MARK = /<\|(start|channel|message|end|return|call|constrain)\|>/g;
const RECIPIENT = /to=(?:functions[.:])?([\w.-]+)/;
/** What is left of the marks where a server takes special tokens out of the text. */
const STRIPPED_START = /^\s*(?:analysis|commentary)(?=[A-Z"'\s(]|[a-z]* ?to=)/;
const STRIPPED_FINAL = 'assistantfinal';

/**
 * Reads the channels of gpt-oss where a server leaves them in the text: `final` is the answer, everything else its thinking.
 *
 * Undefined where the text has none. Format: OpenAI's harmony, https://cookbook.openai.com/articles/openai-harmony.
 */
export function readHarmony(text: string): Separated | undefined {
	const messages = readHarmonyMessages(text);
	if (messages === undefined) return readStripped(text);
	const isHeadless = !/^\s*(?:assistant)?<\|/.test(text);
	const join = (wanted: boolean) =>
		messages
			.filter(({ channel, recipient }) => recipient === undefined && (channel === 'final') === wanted)
			.map(({ body }) => body.trim())
			.join('\n\n');
	const reasoning = join(false);
	return { text: join(true), ...(reasoning === '' ? {} : { reasoning }), ...(isHeadless ? { hasLoneClosing: true } : {}) };
}

/** The messages in their order; undefined where the text does not begin with a channel. */
export function readHarmonyMessages(written: string): readonly HarmonyMessage[] | undefined {
	const text = withHead(written);
	if (!/^\s*<\|(?:channel|start)\|>/.test(text)) return undefined;
	const marks = [...text.matchAll(MARK)].map((match) => ({ name: match[1] ?? '', start: match.index, end: match.index + match[0].length }));
	const messages: HarmonyMessage[] = [];
	let header = '';
	for (const [index, { name, end }] of marks.entries()) {
		const part = text.slice(end, marks[index + 1]?.start ?? text.length);
		if (name === 'start') header = `${part} `;
		else if (name === 'channel' || name === 'constrain') header += `|${part} `;
		else if (name === 'message') {
			messages.push(toMessage(header, part));
			header = '';
		} else if (name === 'end' || name === 'return' || name === 'call') header = '';
	}
	return messages;
}

/** The prompt may have held the beginning: the first channel, or all of its head. */
function withHead(text: string): string {
	if (/^\s*assistant<\|channel\|>/.test(text)) return `<|start|>${text.trimStart()}`;
	const next = text.indexOf('<|end|><|start|>assistant<|channel|>');
	const isHeadless = next !== -1 && !/^\s*<\|/.test(text) && !createCodeCheck(text)(next);
	return isHeadless ? `<|channel|>analysis<|message|>${text}` : text;
}

function toMessage(header: string, body: string): HarmonyMessage {
	const channel = /\|\s*(\w+)/.exec(header)?.[1] ?? 'final';
	const recipient = RECIPIENT.exec(header)?.[1];
	return { channel, ...(recipient === undefined ? {} : { recipient }), body };
}

function readStripped(text: string): Separated | undefined {
	if (!STRIPPED_START.test(text)) return undefined;
	const final = text.lastIndexOf(STRIPPED_FINAL);
	if (final === -1) return undefined;
	const reasoning = text
		.slice(0, final)
		.replace(/^\s*(?:analysis|commentary)/, '')
		.trim();
	return { text: text.slice(final + STRIPPED_FINAL.length).trim(), ...(reasoning === '' ? {} : { reasoning }) };
}
