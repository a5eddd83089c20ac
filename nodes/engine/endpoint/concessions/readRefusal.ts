import { concedeFormat, concedeStrict } from './concedeForm';
import { concedeStream } from './concedeStream';
import { isSent, type Body, type Concession } from './concession';
import { readComplaint, type NamedField } from './readComplaint';
import {
	BESIDE,
	BOTH,
	FINDS_FAULT,
	FORMAT,
	ONLY_STREAM,
	OUT_OF_BOUNDS,
	REFUSES,
	splitSentences,
	STREAM,
	TOO_LONG,
	TOOLS,
} from './refusalWords';
import { isPlainField, mentionedIn, wordsOf, type Remark } from './remark';

/** Nobody's answer depends on these, so that any complaint about one is enough, about its value, too. */
const OPTIONAL: ReadonlySet<string> = new Set([
	'seed',
	'logprobs',
	'top_logprobs',
	'stream_options',
	'parallel_tool_calls',
	'reasoning_effort',
]);
const OTHER_NAME: Readonly<Record<string, string>> = { max_tokens: 'max_completion_tokens', max_completion_tokens: 'max_tokens' };
/** Of two that are not taken together the first one here goes. */
const GOES_FIRST = ['max_tokens', 'top_p', 'top_k', 'parallel_tool_calls', 'reasoning_effort', 'logprobs'];
/** With 403 OpenAI refuses log-probabilities of some models; with 500 llama-server and LiteLLM refuse fields. */
const REFUSING_STATUSES: ReadonlySet<number> = new Set([400, 403, 422, 500, 501]);
const BLAMING_STATUSES: ReadonlySet<number> = new Set([400, 422]);

/**
 * What a refused request can be sent without, so that the server takes it; empty where it was refused for something else.
 *
 * Only what was really sent is conceded, and never the model, the messages or the tools. A value that is too large, a prompt that is too
 * long and a JSON schema that is none stay the user's matter. The words are those of OpenAI, Azure, vLLM, Mistral, Gemini, DeepSeek, Groq,
 * Cerebras, xAI, Bedrock, DashScope, Ollama, llama-server, LM Studio, TGI, NIM and LiteLLM as their users report them.
 */
export function readRefusal(status: number, body: string, sent: Body, known: readonly Concession[] = []): readonly Concession[] {
	if (!REFUSING_STATUSES.has(status)) return [];
	const { named, sentences } = readComplaint(body);
	const about = { sent, known, blamesRequest: BLAMING_STATUSES.has(status) };
	const byName = named.flatMap((field) => readField(field, { ...about, text: field.words }));
	if (byName.length > 0) return distinct(byName);
	const model = String(sent['model'] ?? '');
	return distinct(
		sentences.flatMap(splitSentences).flatMap((sentence) => {
			const text = model.length < 3 ? sentence : sentence.replaceAll(model, '');
			return readSentence({ ...about, text });
		}),
	);
}

function readField({ path, kind }: NamedField, remark: Remark): readonly Concession[] {
	const [field = ''] = path;
	const { sent, text } = remark;
	if (path.includes('strict')) return concedeStrict(remark, field === 'tools');
	if (field === 'tools' && /invalid schema/i.test(text)) return concedeStrict(remark, true);
	if (field === 'response_format') return concedeFormat(remark);
	if (field === 'stream') return concedeStream(remark);
	if (!isPlainField(field, sent)) return [];
	const refuses = REFUSES.test(text) || /unsupported|unknown|forbidden/i.test(kind);
	const both = BOTH.test(text) ? concedePair(remark) : [];
	if (both.length > 0) return both;
	return OPTIONAL.has(field) || (refuses && !OUT_OF_BOUNDS.test(text)) ? [concede(field, remark)] : [];
}

function readSentence(remark: Remark): readonly Concession[] {
	const { text } = remark;
	const special = readSpecial(remark);
	if (special.length > 0) return special;
	const refuses = REFUSES.test(text);
	const both = refuses && BOTH.test(text) ? concedePair(remark) : [];
	if (both.length > 0) return both;
	const findsFault = remark.blamesRequest && FINDS_FAULT.test(text) && !TOO_LONG.test(text);
	return mentionedIn(remark)
		.filter((field) => (OPTIONAL.has(field) ? refuses || findsFault : refuses && !OUT_OF_BOUNDS.test(text)))
		.map((field) => concede(field, remark));
}

/** Of `strict`, of streams and of the form of the answer. */
function readSpecial(remark: Remark): readonly Concession[] {
	const { text, sent } = remark;
	const refuses = REFUSES.test(text);
	const isAboutStream = ONLY_STREAM.test(text) || (refuses && STREAM.test(text.replace(/stream[_ ]?options/gi, '')));
	const onlyTools = isSent(sent, 'tools') && sent['response_format'] === undefined;
	const strict = /\bstrict\b|invalid schema for function/i.test(text) ? concedeStrict(remark, true) : [];
	if (strict.length > 0) return strict;
	const stream = isAboutStream ? concedeStream(remark) : [];
	if (stream.length > 0) return stream;
	if (!FORMAT.test(text) || !(refuses || remark.blamesRequest)) return [];
	return onlyTools ? concedeStrict(remark, true) : concedeFormat(remark);
}

function concede(field: string, remark: Remark): Concession {
	const { sent, text, known } = remark;
	const other = OTHER_NAME[field];
	const takesOther = other !== undefined && known.every(({ refused }) => refused !== other);
	const isBesideTools = isSent(sent, 'tools') && TOOLS.test(text.replace(/parallel_tool_calls|tool_choice/g, '')) && BESIDE.test(text);
	return {
		refused: field,
		...(takesOther ? { instead: other } : {}),
		...(isBesideTools && other === undefined ? { beside: 'tools' } : {}),
		words: wordsOf(remark),
	};
}

function concedePair(remark: Remark): readonly Concession[] {
	const fields = mentionedIn(remark);
	if (fields.length !== 2) return [];
	const goes = GOES_FIRST.find((field) => fields.includes(field)) ?? fields[1] ?? '';
	return [{ refused: goes, beside: fields.find((field) => field !== goes) ?? '', words: wordsOf(remark) }];
}

function distinct(concessions: readonly Concession[]): readonly Concession[] {
	return concessions.filter(
		(one, index) => concessions.findIndex((other) => other.refused === one.refused && other.beside === one.beside) === index,
	);
}
