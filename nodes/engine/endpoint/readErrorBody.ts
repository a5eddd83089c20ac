import { stripTags } from './stripTags';

/** What a server said about an error, whatever shape it said it in. */
export interface ErrorBody {
	/** One line or several, as it said them; empty where it said nothing. */
	readonly words: string;
	/** The field that it names: OpenAI's `param`, or the place in the body that FastAPI names, without `body`. */
	readonly param?: string;
	readonly type?: string;
	/** A name for the error, where the server has one: OpenAI's `code`, Google's `status`. */
	readonly code?: string;
	/** The limit that was reached, by its name (Google's `quotaId`). */
	readonly limit?: string;
	/** Counts that llama-server tells beside its words. */
	readonly promptTokens?: number;
	readonly contextTokens?: number;
	/** How long loading may take (Hugging Face's `estimated_time`). */
	readonly estimateMs?: number;
	/** How long it wants to be left alone, as it stands in the body (Google's RetryInfo, `retry_after`, OpenRouter's headers of a provider). */
	readonly retryDelay?: string;
}

type Json = Readonly<Record<string, unknown>>;

const LONGEST_WORDS = 4_000;
const DEEPEST = 8;
const MOST_IN_LIST = 5;
/** Where words may stand, the likeliest first; keys are compared in lower case. */
const WORD_KEYS = [
	'error',
	'message',
	'msg',
	'detail',
	'errors',
	'error_message',
	'error_description',
	'error_msg',
	'status_msg',
	'base_resp',
	'reason',
	'title',
	'description',
];
/** Echoes of the request, whose fields are none of the error's. */
const ECHOES = new Set(['input', 'ctx', 'body', 'request', 'messages', 'tools', 'choices']);

/** Reads an error's body: OpenAI's, vLLM's, FastAPI's, Google's, OpenRouter's with the provider's own in it, a string, a list, JSON in a string, a page, plain words. */
export function readErrorBody(body: string): ErrorBody {
	const value = readJson(body.replace(/^\s{0,20}(?:event:[^\n]{0,100}\n)?(?:data|error):/, ''));
	if (value === undefined) return { words: cutWords(readPlain(body)) };
	const facts: Facts = {};
	gather(value, facts, 0);
	return { words: cutWords(wordsOf(value, 0)), ...facts };
}

function readPlain(body: string): string {
	if (/[\u0000-\u0008\ufffd]/.test(body)) return '';
	return /^\s*</.test(body) ? stripTags(body.slice(0, 20_000)) : body;
}

function cutWords(words: string): string {
	return words.slice(0, LONGEST_WORDS).trim();
}

function readJson(text: string): unknown {
	if (!/^\s*[[{"]/.test(text)) return undefined;
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

function wordsOf(value: unknown, depth: number): string {
	if (depth > DEEPEST || value == null) return '';
	if (typeof value === 'string') {
		const inner = readJson(value);
		return inner === undefined ? value.trim() : wordsOf(inner, depth + 1);
	}
	if (Array.isArray(value))
		return [...new Set(value.slice(0, MOST_IN_LIST).map((entry) => wordsOf(entry, depth + 1)))].filter(Boolean).join('; ');
	if (typeof value !== 'object') return '';
	const object = lowerKeys(value as Json);
	const own = WORD_KEYS.map((key) => wordsOf(object[key], depth + 1)).find((words) => words !== '') ?? '';
	// OpenRouter says "Provider returned error" and keeps what that one said here.
	const upstream = isObject(object.metadata) ? wordsOf(object.metadata.raw, depth + 1) : '';
	return [own, upstream].filter((words, index, all) => words !== '' && all.indexOf(words) === index).join(': ');
}

type Facts = { -readonly [Key in Exclude<keyof ErrorBody, 'words'>]?: ErrorBody[Key] };

/** What stands nearest to the top counts. */
function gather(value: unknown, facts: Facts, depth: number): void {
	if (depth > DEEPEST) return;
	if (typeof value === 'string') return gather(readJson(value), facts, depth + 1);
	if (Array.isArray(value)) return value.slice(0, MOST_IN_LIST).forEach((entry) => gather(entry, facts, depth + 1));
	if (!isObject(value)) return;
	const object = lowerKeys(value);
	for (const [key, known] of Object.entries(factsOf(object))) (facts as Record<string, unknown>)[key] ??= known;
	for (const [key, inner] of Object.entries(object)) if (!ECHOES.has(key) && typeof inner !== 'number') gather(inner, facts, depth + 1);
}

function factsOf(object: Json): Facts {
	const facts: Record<string, unknown> = {
		param: textOf(object.param) ?? placeOf(object.loc),
		type: textOf(object.type) ?? textOf(object.error_type),
		code: nameOf(object.code) ?? nameOf(object.error_code) ?? nameOf(object.status),
		limit: textOf(object.quotaid),
		promptTokens: numberOf(object.n_prompt_tokens),
		contextTokens: numberOf(object.n_ctx),
		estimateMs: secondsOf(object.estimated_time),
		retryDelay:
			textOf(object.retrydelay) ?? writtenSeconds(object.retry_after ?? object.retry_after_seconds) ?? textOf(object['x-ratelimit-reset']),
	};
	return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined));
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);
const lowerKeys = (object: Json): Json => Object.fromEntries(Object.entries(object).map(([key, value]) => [key.toLowerCase(), value]));
/** Names that name nothing: some wrap an error in `type: "error"`, and Python's None gets written out. */
const NO_NAMES = new Set(['', 'error', 'None', 'null']);
const textOf = (value: unknown) => (typeof value === 'string' && !NO_NAMES.has(value) ? value : undefined);
const numberOf = (value: unknown) =>
	value !== '' && (typeof value === 'number' || typeof value === 'string') && Number.isFinite(Number(value)) ? Number(value) : undefined;
const nameOf = (value: unknown) => (numberOf(value) === undefined ? textOf(value) : undefined);
const secondsOf = (value: unknown) => (typeof value === 'number' && value >= 0 ? value * 1_000 : undefined);
const writtenSeconds = (value: unknown) => (numberOf(value) === undefined ? textOf(value) : `${numberOf(value)}s`);
const placeOf = (value: unknown) =>
	Array.isArray(value) ? textOf(value.filter((step) => step !== 'body').join('.')) : textOf(value)?.replace(/^body\./, '');
