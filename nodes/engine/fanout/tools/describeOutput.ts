import type { RecordAddress } from '../../tool';
import { readJsonBeginning } from '../../json/jsonBeginning';
import { onlyBinaryIn, withoutBinary, withoutEncoded } from './binaryText';
import { readParts, type ReadPart } from './contentParts';
import { readLongText } from './longText';
import { errorTitleOf } from './pages/errorTitle';
import { isPage } from './pages/isPage';
import { readPages } from './pages/readPages';
import { saysByFields } from './saysByFields';
import { wordsOf } from './wordsOf';
import { joinWritten, writeLines, type ReadText } from './writeLines';
import { isBlank } from '../../text/isBlank';

/** What a tool gave back, as text to read; `trouble` where there is none. `hasFoundNothing`: the tool says so itself, by its fields. */
export type Described =
	{ readonly text: string; readonly hasFoundNothing?: true; readonly addresses?: readonly RecordAddress[] } | { readonly trouble: string };

/** Of longer text only the beginning is taken apart: the clone sees no more of it, and n8n must not wait for the rest. */
const LONGEST_TAKEN_APART = 300_000;
const NOTHING = 'It gave back nothing';
const UNREADABLE_PAGE = 'It gave back a web page that takes too long to read';

/** What may be taken for the address of a record. */
const addressLine = /^[^\n:]{1,100}: +https?:\/\/\S+\s*$/im;

/**
 * Turns whatever a tool gave back into text that a model can read and quote.
 *
 * Objects, and text that is JSON of one, are written line by line, without the quotation marks and escapes of JSON, so that a quote from inside of them stays word for word; web pages become the text that a reader sees. Of an answer by MCP only the texts are told, and what else there was is named. Of bytes in between it is told what they were and how many.
 * An object with `found: 0` says of itself that it found nothing, and so does one that is an error. Pages are read in a worker, for five seconds at most.
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
		const textOf = new Map([...pages].map((page, index) => [page, withErrorTitle(page, texts[index] ?? '')]));
		const read = describe(output, (text) => textOf.get(text) ?? text);
		return 'text' in read && isBlank(read.text) ? { trouble: NOTHING } : read;
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
	if ((typeof content === 'string' || Array.isArray(content)) && 'tool_call_id' in output) {
		const described = describe(content, read);
		return 'text' in described && 'status' in output && output.status === 'error' ? { ...described, hasFoundNothing: true } : described;
	}
	return describeValue(output, read);
}

function describeText(text: string, read: ReadText): Described {
	if (text.trim() === '') return { trouble: NOTHING };
	const whole = withoutEncoded(text);
	const value = readJson(whole);
	return value === undefined ? toDescribed(read(withoutBinary(whole))) : describeValue(value, read, whole);
}

/** Undefined where the text is none of a list or an object. Of a long one, and of one that a tool cut, what its beginning says. */
function readJson(text: string): unknown {
	if (!/^\s*[[{]/.test(text)) return undefined;
	if (text.length > LONGEST_TAKEN_APART) return readLongText(text, LONGEST_TAKEN_APART);
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return readJsonBeginning(text, LONGEST_TAKEN_APART);
	}
}

/** `otherwise` is told of a value with nothing in it. */
function describeValue(value: unknown, read: ReadText, otherwise = ''): Described {
	const parts = readParts(value);
	if (parts !== undefined) return describeParts(parts, read);
	const { text, addresses } = writeLines(value, 0, read);
	const described = toDescribed(text.trim() || otherwise);
	if (!('text' in described)) return described;
	// Lines of a text that look like a field with an address are none.
	const isTold = addresses.length > 0 || addressLine.test(text);
	return { ...described, ...(isTold && { addresses }), ...(saysByFields(value) && { hasFoundNothing: true as const }) };
}

function toDescribed(text: string): Described {
	const binary = onlyBinaryIn(text);
	if (binary !== undefined) return { trouble: `It gave back ${binary}` };
	return isBlank(text) ? { trouble: NOTHING } : { text };
}

function describeParts(parts: readonly ReadPart[], read: ReadText): Described {
	const described = parts.map((part) =>
		'text' in part ? describeText(part.text, read) : { trouble: `It gave back ${part.name}, which cannot be shown` },
	);
	const hasText = described.some((part) => 'text' in part);
	if (!hasText) return described[0] ?? { trouble: NOTHING };
	const telling = described.filter((part) => 'text' in part || part.trouble !== NOTHING);
	const { text, addresses } = joinWritten(
		telling.map((part) =>
			'text' in part ? { text: part.text, addresses: part.addresses ?? [] } : { text: `(${part.trouble}.)`, addresses: [] },
		),
		'\n\n',
	);
	const isTold = telling.some((part) => 'text' in part && part.addresses !== undefined);
	return { text, ...(isTold && { addresses }) };
}

/** A page that stands for an error says so in its title. */
function withErrorTitle(page: string, text: string): string {
	const title = errorTitleOf(page);
	return title === undefined || text.startsWith(title) ? text : `${title}\n\n${text}`;
}
