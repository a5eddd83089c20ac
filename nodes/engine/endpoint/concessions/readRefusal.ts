import { compileSchema } from '../../jsonSchema';
import { shorten } from '../shorten';
import { formatOf, isSent, schemaOf, textOf, type Body, type Concession } from './concession';
import { readComplaint, type NamedField } from './readComplaint';
import {
	BESIDE,
	BOTH,
	FORMAT,
	mentions,
	REFUSES,
	splitSentences,
	STREAM,
	STRICT_RULES,
	THIS_SCHEMA,
	TOO_MUCH,
	TOOLS,
} from './refusalWords';

/** Without these there is no question. */
const NEVER: ReadonlySet<string> = new Set(['model', 'messages', 'tools']);
/** Read by rules of their own. */
const APART: ReadonlySet<string> = new Set([...NEVER, 'stream', 'response_format']);
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
const REFUSING_STATUSES = new Set([400, 422, 500, 501]);
const LONGEST_WORDS = 160;

/** One thing that the server said, and what was sent when it said it. */
interface Said {
	readonly text: string;
	readonly sent: Body;
	/** A status that says the request itself is wrong. */
	readonly blamesRequest: boolean;
	readonly known: readonly Concession[];
}

/**
 * What a refused request can be sent without, so that the server takes it; empty where it was refused for something else.
 *
 * Only what was really sent is conceded, and never the model, the messages or the tools. A value that is too large, a prompt that is too
 * long and a JSON schema that is none stay the user's matter. The words are those of OpenAI, Azure, vLLM, Mistral, Gemini, DeepSeek, Groq,
 * Cerebras, xAI, Bedrock, Ollama, llama-server, LM Studio, TGI, NIM and LiteLLM as their users report them.
 */
export function readRefusal(status: number, body: string, sent: Body, known: readonly Concession[] = []): readonly Concession[] {
	if (!REFUSING_STATUSES.has(status)) return [];
	const { named, sentences } = readComplaint(body);
	const about = { sent, known, blamesRequest: status < 500 };
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

function readField({ path, kind }: NamedField, said: Said): readonly Concession[] {
	const [field = ''] = path;
	const { sent, text } = said;
	if (path.includes('strict')) return concedeStrict(said, field === 'tools');
	if (field === 'tools' && /invalid schema/i.test(text)) return concedeStrict(said, true);
	if (field === 'response_format') return concedeFormat(said);
	if (field === 'stream') return concedeStream(said);
	if (APART.has(field) || !isSent(sent, field)) return [];
	const refuses = REFUSES.test(text) || /unsupported|unknown|forbidden/i.test(kind);
	const both = BOTH.test(text) ? concedePair(said) : [];
	if (both.length > 0) return both;
	return OPTIONAL.has(field) || (refuses && !TOO_MUCH.test(text)) ? [concede(field, said)] : [];
}

function readSentence(said: Said): readonly Concession[] {
	const { text, sent } = said;
	const refuses = REFUSES.test(text);
	if (/\bstrict\b/i.test(text) || /invalid schema for function/i.test(text)) {
		const strict = concedeStrict(said, true);
		if (strict.length > 0) return strict;
	}
	if (refuses && sent['stream'] === true && STREAM.test(text.replace(/stream[_ ]?options/gi, ''))) {
		const streaming = concedeStream(said);
		if (streaming.length > 0) return streaming;
	}
	if (FORMAT.test(text) && (refuses || said.blamesRequest)) {
		const format = isSent(sent, 'tools') && sent['response_format'] === undefined ? concedeStrict(said, true) : concedeFormat(said);
		if (format.length > 0) return format;
	}
	if (!refuses) return [];
	const both = BOTH.test(text) ? concedePair(said) : [];
	if (both.length > 0) return both;
	return mentionedIn(said)
		.filter((field) => OPTIONAL.has(field) || !TOO_MUCH.test(text))
		.map((field) => concede(field, said));
}

function mentionedIn({ text, sent }: Said): readonly string[] {
	return Object.keys(sent).filter((field) => !APART.has(field) && isSent(sent, field) && mentions(text, field));
}

function concede(field: string, said: Said): Concession {
	const { sent, text, known } = said;
	const other = OTHER_NAME[field];
	const takesOther = other !== undefined && known.every(({ refused }) => refused !== other);
	const onlyBesideTools =
		!OTHER_NAME[field] && isSent(sent, 'tools') && TOOLS.test(text.replace(/parallel_tool_calls|tool_choice/g, '')) && BESIDE.test(text);
	return {
		refused: field,
		...(takesOther ? { instead: other } : {}),
		...(onlyBesideTools ? { beside: 'tools' } : {}),
		words: wordsOf(said),
	};
}

function concedePair(said: Said): readonly Concession[] {
	const fields = mentionedIn(said);
	if (fields.length !== 2) return [];
	const goes = GOES_FIRST.find((field) => fields.includes(field)) ?? fields[1] ?? '';
	return [{ refused: goes, beside: fields.find((field) => field !== goes) ?? '', words: wordsOf(said) }];
}

/** On all tools or on none; of the schema only where the tools have none. */
function concedeStrict(said: Said, ofTools: boolean): readonly Concession[] {
	const refused = ['tools.strict', 'response_format.strict'].filter((each) => isSent(said.sent, each));
	const meant =
		ofTools && refused.includes('tools.strict') ? ['tools.strict'] : refused.filter((each) => each === 'response_format.strict');
	return meant.map((each) => ({ refused: each, words: wordsOf(said) }));
}

/** What stands beside the stream in the sentence is what it is refused with. */
function concedeStream(said: Said): readonly Concession[] {
	const { text, sent } = said;
	if (sent['stream'] !== true) return [];
	const words = wordsOf(said);
	if (isSent(sent, 'tools') && TOOLS.test(text)) return [{ refused: 'stream', beside: 'tools', words }];
	if (sent['response_format'] !== undefined && FORMAT.test(text)) return [{ refused: 'stream', beside: 'response_format', words }];
	const others = mentionedIn(said).filter((field) => field !== 'stream_options');
	if (others.length > 0) return others.map((field) => ({ refused: field, beside: 'stream', words }));
	return [{ refused: 'stream', words }];
}

/** Step by step: a schema with `strict`, without it, any JSON object, nothing. A schema that is none is never stepped down from. */
function concedeFormat(said: Said): readonly Concession[] {
	const { text, sent } = said;
	const format = formatOf(sent);
	if (sent['response_format'] === undefined) return [];
	const words = wordsOf(said);
	if (format !== 'json_schema') return [{ refused: format === undefined ? 'response_format' : `response_format.${format}`, words }];
	const schema = schemaOf(sent);
	if (!isSchema(schema)) return [];
	if (isSent(sent, 'response_format.strict') && STRICT_RULES.test(text)) {
		return [{ refused: 'response_format.strict', ...(/\bstrict\b/i.test(text) ? {} : { schema: textOf(sent) }), words }];
	}
	return [
		{
			refused: 'response_format.json_schema',
			...(schema?.['type'] === 'object' ? { instead: 'json_object' } : {}),
			...(THIS_SCHEMA.test(text) ? { schema: textOf(sent) } : {}),
			words,
		},
	];
}

function isSchema(schema: Readonly<Record<string, unknown>> | undefined): boolean {
	try {
		compileSchema(schema ?? {});
		return true;
	} catch {
		return false;
	}
}

function wordsOf({ text }: Said): string {
	return shorten(text, LONGEST_WORDS).replace(/[.;]$/, '');
}

function distinct(concessions: readonly Concession[]): readonly Concession[] {
	return concessions.filter(
		(one, index) => concessions.findIndex((other) => other.refused === one.refused && other.beside === one.beside) === index,
	);
}
