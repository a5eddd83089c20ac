import { asList, asName, asRecord, parseJson, type Json } from './lenient';

/** What one message, or one piece of it, says. */
export interface ReadMessage {
	readonly text: string;
	readonly reasoning: string;
	/** A piece of a text that is empty was sent all the same. */
	readonly hasText: boolean;
}

/** Names under which servers send thinking beside the text; where several are there, the first one that says something counts. */
const REASONING_FIELDS = [
	'reasoning_content',
	'reasoning',
	'reasoning_text',
	'thinking',
	'thinking_content',
	'thought',
	'reasoning_details',
	'thinking_blocks',
] as const;
const THINKING_TYPE = /think|thought|reasoning/i;
const DEEPEST = 4;

/** Reads the text and the thinking of a message in whatever shape they came. What is neither text nor thinking, such as a picture, is left out. */
export function readMessage(message: Json): ReadMessage {
	const { content } = message;
	const own = firstOf(REASONING_FIELDS.map((name) => textOf(message[name], 0)));
	const parts = Array.isArray(content) ? content.map(readPart) : undefined;
	// A model that refuses says so in words of its own, which are its answer.
	if (parts === undefined)
		return { text: textOf(content, 0) || textOf(message['refusal'], 0), reasoning: own, hasText: typeof content === 'string' };
	const join = (isThinking: boolean) =>
		parts
			.filter((part) => part.isThinking === isThinking)
			.map(({ text }) => text)
			.join('');
	const thought = join(true);
	return { text: join(false), reasoning: own === '' ? thought : own, hasText: parts.length > 0 };
}

/** The fields of thinking as they came, to go back with a call. */
export function thinkingFields(message: Json): Json {
	return Object.fromEntries(REASONING_FIELDS.filter((name) => hasWords(message[name])).map((name) => [name, message[name]]));
}

function hasWords(value: unknown): boolean {
	return value !== undefined && value !== null && value !== '' && !(Array.isArray(value) && value.length === 0);
}

function readPart(part: unknown): { readonly text: string; readonly isThinking: boolean } {
	const record = asRecord(part);
	const isThinking = record !== undefined && (THINKING_TYPE.test(String(record['type'] ?? '')) || record['thought'] === true);
	return { text: textOf(part, 0), isThinking };
}

/** A text, a number, or what an object or a list has under the names that texts have. */
function textOf(value: unknown, depth: number): string {
	if (typeof value === 'string') return value;
	if (typeof value === 'number') return String(value);
	if (depth > DEEPEST) return '';
	if (Array.isArray(value)) return value.map((each) => textOf(each, depth + 1)).join('');
	const record = asRecord(value);
	if (record === undefined) return '';
	return firstOf(['text', 'thinking', 'reasoning', 'summary', 'content', 'value'].map((name) => textOf(record[name], depth + 1)));
}

function firstOf(texts: readonly string[]): string {
	return texts.find((text) => text !== '') ?? '';
}

/** The message of a choice, whole or a piece, by the names that servers give it. */
export function messageOf(choice: Json): Json {
	const message = asRecord(choice['delta']) ?? asRecord(choice['message']);
	if (message !== undefined) return message;
	const text = asName(choice['text']) ?? asName(choice['content']) ?? asName(choice['message']);
	return text === undefined ? {} : { content: text };
}

/** What was said of tools: the calls as a list, those of the older API and Anthropic's parts among them. */
export function callsOf(message: Json): readonly unknown[] {
	const given = message['tool_calls'];
	const calls = asList(typeof given === 'string' ? parseJson(given) : given);
	const older = asRecord(message['function_call']);
	if (calls.length > 0) return calls;
	if (older !== undefined) return [{ function: older }];
	return asList(message['content']).filter((part) => asRecord(part)?.['type'] === 'tool_use');
}
