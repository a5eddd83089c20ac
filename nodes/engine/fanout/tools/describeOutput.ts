import { readParts, type ReadPart } from './contentParts';
import { readPage } from './readPage';

/** What a tool gave back, as text to read; `trouble` where there is none. */
export type Described = { readonly text: string } | { readonly trouble: string };

/** A share of control characters that no text has. */
const BINARY_SHARE = 0.02;
const DEEPEST = 24;
/** Longer text is not taken apart: the clone sees its beginning only, and n8n must not wait for the rest. */
const LONGEST_TAKEN_APART = 1_000_000;
const MOST_ENTRIES = 5000;
const NOTHING = 'It gave back nothing';

/**
 * Turns whatever a tool gave back into text that a model can read and quote.
 *
 * Objects, and text that is JSON of one, are written line by line, without the quotation marks and escapes of JSON, so that a quote from inside of them stays word for word; web pages become the text that a reader sees. Of an answer by MCP only the texts are told, and what else there was is named.
 */
export function describeOutput(output: unknown): Described {
	if (output === undefined || output === null || output === '') return { trouble: NOTHING };
	if (output instanceof Uint8Array || output instanceof ArrayBuffer)
		return { trouble: `It gave back ${output.byteLength} bytes that are not text` };
	if (typeof output === 'string') return describeText(output);
	if (typeof output !== 'object') return { text: String(output) };
	const { content } = output as { content?: unknown };
	// LangChain's tool message.
	if ((typeof content === 'string' || Array.isArray(content)) && 'tool_call_id' in output) return describeOutput(content);
	try {
		return describeValue(output);
	} catch (error) {
		return { trouble: `It gave back something that cannot be written as text: ${(error as Error).message}` };
	}
}

function describeText(text: string): Described {
	if (text.trim() === '') return { trouble: NOTHING };
	const sample = text.slice(0, 10_000);
	const controls = sample.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f\ufffd]/g)?.length ?? 0;
	if (controls > sample.length * BINARY_SHARE) return { trouble: `It gave back ${text.length} characters that are not text` };
	if (!/^\s*[[{]/.test(text)) return { text: readPage(text) };
	if (text.length > LONGEST_TAKEN_APART) return { text };
	try {
		return describeValue(JSON.parse(text) as unknown, text);
	} catch {
		return { text };
	}
}

/** `otherwise` is told of a value with nothing in it. */
function describeValue(value: unknown, otherwise = ''): Described {
	const parts = readParts(value);
	if (parts !== undefined) return describeParts(parts);
	const text = writeLines(value, 0).trim() || otherwise;
	return text === '' ? { trouble: NOTHING } : { text };
}

function describeParts(parts: readonly ReadPart[]): Described {
	const described = parts.map((part) =>
		'text' in part ? describeText(part.text) : { trouble: `It gave back ${part.name}, which cannot be shown` },
	);
	const hasText = described.some((part) => 'text' in part);
	if (!hasText) return described[0] ?? { trouble: NOTHING };
	const telling = described.filter((part) => 'text' in part || part.trouble !== NOTHING);
	return { text: telling.map((part) => ('text' in part ? part.text : `(${part.trouble}.)`)).join('\n\n') };
}

function writeLines(value: unknown, depth: number): string {
	if (depth > DEEPEST) throw new RangeError(`it is nested more than ${DEEPEST} levels deep, or holds itself`);
	if (value === null || value === undefined) return '';
	if (value instanceof Uint8Array) return `(${value.byteLength} bytes)`;
	if (typeof value !== 'object') return readPage(String(value));
	if (Array.isArray(value)) return writeList(value, depth);
	return Object.entries(value)
		.slice(0, MOST_ENTRIES)
		.map(([key, each]) => {
			const text = writeLines(each, depth + 1);
			if (text === '') return '';
			return typeof each === 'object' && !(each instanceof Uint8Array) ? `${key}:\n${indent(text)}` : `${key}: ${text}`;
		})
		.filter((line) => line !== '')
		.join('\n');
}

/** A list of one is most often n8n's way to give one item. */
function writeList(list: readonly unknown[], depth: number): string {
	if (list.length === 1 && depth === 0) return writeLines(list[0], depth + 1);
	return list
		.slice(0, MOST_ENTRIES)
		.map((each) => writeLines(each, depth + 1))
		.filter((text) => text !== '')
		.map((text) => `- ${indent(text).trimStart()}`)
		.join('\n');
}

function indent(text: string): string {
	return text.replace(/^(?=.)/gm, '  ');
}
