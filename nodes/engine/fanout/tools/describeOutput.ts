import { readParts, type ReadPart } from './contentParts';
import { isPage } from './pages/isPage';
import { readPages } from './pages/readPages';
import { wordsOf } from './wordsOf';

/** What a tool gave back, as text to read; `trouble` where there is none. `hasFoundNothing`: the tool says so itself. */
export type Described = { readonly text: string; readonly hasFoundNothing?: true } | { readonly trouble: string };

/** A share of control characters that no text has. */
const BINARY_SHARE = 0.02;
const DEEPEST = 24;
/** Longer text is not taken apart: the clone sees its beginning only, and n8n must not wait for the rest. */
const LONGEST_TAKEN_APART = 300_000;
const MOST_ENTRIES = 5000;
const NOTHING = 'It gave back nothing';
const UNREADABLE_PAGE = 'It gave back a web page that takes too long to read';

/** What stands for a text: the text itself, or what a page shows. */
type ReadText = (text: string) => string;

/**
 * Turns whatever a tool gave back into text that a model can read and quote.
 *
 * Objects, and text that is JSON of one, are written line by line, without the quotation marks and escapes of JSON, so that a quote from inside of them stays word for word; web pages become the text that a reader sees. Of an answer by MCP only the texts are told, and what else there was is named.
 * An object with `found: 0` says of itself that it found nothing. Pages are read in a worker, for five seconds at most.
 *
 * @throws whatever `signal.reason` is when aborted while pages are read.
 */
export async function describeOutput(output: unknown, signal: AbortSignal): Promise<Described> {
	const pages = new Set<string>();
	try {
		const described = describe(output, (text) => {
			if (isPage(text)) pages.add(text);
			return text;
		});
		if (pages.size === 0) return described;
		const texts = await readPages([...pages], signal);
		if (texts === undefined) return { trouble: UNREADABLE_PAGE };
		const textOf = new Map([...pages].map((page, index) => [page, texts[index] ?? '']));
		const read = describe(output, (text) => textOf.get(text) ?? text);
		return 'text' in read && read.text.trim() === '' ? { trouble: NOTHING } : read;
	} catch (error) {
		signal.throwIfAborted();
		return { trouble: `It gave back something that cannot be written as text: ${wordsOf(error) || 'nothing is said of why'}` };
	}
}

function describe(output: unknown, read: ReadText): Described {
	if (output === undefined || output === null || output === '') return { trouble: NOTHING };
	if (output instanceof Uint8Array || output instanceof ArrayBuffer)
		return { trouble: `It gave back ${output.byteLength} bytes that are not text` };
	if (typeof output === 'string') return describeText(output, read);
	if (typeof output !== 'object') return { text: String(output) };
	const { content } = output as { content?: unknown };
	// LangChain's tool message.
	if ((typeof content === 'string' || Array.isArray(content)) && 'tool_call_id' in output) return describe(content, read);
	return describeValue(output, read);
}

function describeText(text: string, read: ReadText): Described {
	if (text.trim() === '') return { trouble: NOTHING };
	const sample = text.slice(0, 10_000);
	const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
	if (controls > sample.length * BINARY_SHARE) return { trouble: `It gave back ${text.length} characters that are not text` };
	if (!/^\s*[[{]/.test(text)) return { text: read(text) };
	if (text.length > LONGEST_TAKEN_APART) return { text };
	try {
		return describeValue(JSON.parse(text) as unknown, read, text);
	} catch {
		return { text };
	}
}

/** `otherwise` is told of a value with nothing in it. */
function describeValue(value: unknown, read: ReadText, otherwise = ''): Described {
	const parts = readParts(value);
	if (parts !== undefined) return describeParts(parts, read);
	const text = writeLines(value, 0, read).trim() || otherwise;
	return text === '' ? { trouble: NOTHING } : { text, ...(hasFoundNothing(value) ? { hasFoundNothing: true } : {}) };
}

/** By `found: 0` beside its text, as our own tools have it, alone or as the only item of a list. */
function hasFoundNothing(value: unknown): boolean {
	const only: unknown = Array.isArray(value) && value.length === 1 ? value[0] : value;
	return typeof only === 'object' && only !== null && 'found' in only && (only.found === 0 || only.found === false);
}

function describeParts(parts: readonly ReadPart[], read: ReadText): Described {
	const described = parts.map((part) =>
		'text' in part ? describeText(part.text, read) : { trouble: `It gave back ${part.name}, which cannot be shown` },
	);
	const hasText = described.some((part) => 'text' in part);
	if (!hasText) return described[0] ?? { trouble: NOTHING };
	const telling = described.filter((part) => 'text' in part || part.trouble !== NOTHING);
	return { text: telling.map((part) => ('text' in part ? part.text : `(${part.trouble}.)`)).join('\n\n') };
}

function writeLines(value: unknown, depth: number, read: ReadText): string {
	if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} levels deep, or holds itself`);
	if (value === null || value === undefined) return '';
	if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
	if (typeof value !== 'object') return read(String(value));
	if (Array.isArray(value)) return writeList(value, depth, read);
	return Object.entries(value)
		.slice(0, MOST_ENTRIES)
		.map(([key, each]) => {
			const text = writeLines(each, depth + 1, read);
			if (text === '') return '';
			return typeof each === 'object' && !(each instanceof Uint8Array) ? `${key}:\n${indent(text)}` : `${key}: ${text}`;
		})
		.filter((line) => line !== '')
		.join('\n');
}

/** A list of one is most often n8n's way to give one item. */
function writeList(list: readonly unknown[], depth: number, read: ReadText): string {
	if (list.length === 1 && depth === 0) return writeLines(list[0], depth + 1, read);
	return list
		.slice(0, MOST_ENTRIES)
		.map((each) => writeLines(each, depth + 1, read))
		.filter((text) => text !== '')
		.map((text) => `- ${indent(text).trimStart()}`)
		.join('\n');
}

function indent(text: string): string {
	return text.replace(/^(?=.)/gm, '  ');
}
