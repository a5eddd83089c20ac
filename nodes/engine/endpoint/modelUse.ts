import type { OtherUse } from './endpoint';

/** One entry of a model list, as the server wrote it. */
type ModelCard = Readonly<Record<string, unknown>>;

/** Fields that say in a word or several what a model is for. Mistral, Azure and Fireworks say it by flags instead, see `readFlags`. */
const WORDY_FIELDS = [
	'type', // LM Studio, Together
	'mode', // LiteLLM
	'task', // TEI, Cloudflare
	'pipeline_tag', // Hugging Face
	'model_type', // Xinference
	'model_ability',
	'kind', // Fireworks
	'capabilities', // Ollama, llama-server, Infinity
	'endpoints', // Cohere
	'supportedGenerationMethods', // Google
	'supported_endpoint_types', // New API
];

const CHAT =
	/^(llm|vlm|language|text|code|conversational|generate|generatecontent|responses|any-to-any)$|chat|completion|text-generation|text-to-text|text2text/;

/** The first that fits counts, so what a name must not be mistaken for comes before it. */
const OTHER_WORDS: readonly (readonly [RegExp, OtherUse])[] = [
	[/embed|similarity|feature-extraction/, 'embedding'],
	[/rerank|ranking|cross-encoder|^score/, 'reranking'],
	[/moderat/, 'moderation'],
	[/audio|speech|voice|transcri|^(tts|stt|asr|realtime)$/, 'speech'],
	[/image|video|diffusion/, 'images'],
	[/classif|reward|^(ocr|search|vector_store|fill-mask)$/, 'something else'],
];

/** What models of each kind are called. `embedded` is a word of its own, and guards answer in a chat. */
const OTHER_NAMES: readonly (readonly [RegExp, OtherUse])[] = [
	[/rerank|cross-encoder|ms-marco|(^|[^a-z])(monot5|rankllama)/, 'reranking'],
	[/embed(?!ded)|minilm|colbert|colpali|colqwen|sentence-transformers/, 'embedding'],
	[/(^|[^a-z0-9])(bge|gte|e5|mxbai|labse|simcse|splade|sentence-t5|paraphrase|instructor|voyage|stella_en)([^a-z0-9]|$)/, 'embedding'],
	[/(^|[^a-z0-9])(de|distil|ro|modern)?berta?([^a-z0-9]|$)/, 'embedding'],
	[/moderation/, 'moderation'],
	[/whisper|wav2vec|kokoro|speecht5|cosyvoice|sensevoice|parakeet|transcribe/, 'speech'],
	[/(^|[^a-z])(x?tts|stt|asr|bark|piper|orpheus|realtime|speech)([^a-z]|$)/, 'speech'],
	[/stable-?diffusion|dall-?e|pixart|sdxl|kandinsky|(^|[^a-z])sd\d/, 'images'],
	[/(^|[^a-z])(flux|clip|siglip|imagen|image|sora|veo|t2i|t2v|i2v)([^a-z]|$)/, 'images'],
	[/(^|[^a-z])(reward|rm|prm|davinci-002|babbage-002)([^a-z]|$)/, 'something else'],
];

/** What a model is for, where that is no chat: by what the server says, else by its name. */
export function otherUseOf(id: string, card: ModelCard = {}): OtherUse | undefined {
	const info = asCard(card['model_info']) ?? {};
	const capabilities = asCard(card['capabilities']) ?? {};
	const said = [card, info].flatMap((each) => WORDY_FIELDS.flatMap((field) => readWords(each[field])));
	const words = [...said, ...readWords(capabilities['type'])];
	const flags = readFlags(card, capabilities);
	if (flags.includes(true) || words.some((word) => CHAT.test(word))) return undefined;
	const use = firstFitting(OTHER_WORDS, words) ?? useByOutput(card);
	if (use !== undefined) return use;
	const named = useByName(id);
	if (named !== undefined || !flags.includes(false)) return named;
	const able = Object.keys(capabilities).filter((ability) => capabilities[ability] === true);
	return firstFitting(OTHER_WORDS, able) ?? 'something else';
}

function useByName(id: string): OtherUse | undefined {
	const name = id.toLowerCase();
	// A path of a file says what it is in any of its parts, a name of an owner and a model in the last one.
	const isPath = /^([/~.\\]|[a-z]:\\)/.test(name);
	const telling = isPath || /^(sentence-transformers|cross-encoder)\//.test(name) ? name : name.slice(name.lastIndexOf('/') + 1);
	return firstFitting(OTHER_NAMES, [telling]);
}

/** Mistral, Azure, Fireworks: whether the model takes part in a chat. */
function readFlags(card: ModelCard, capabilities: ModelCard): readonly unknown[] {
	return [capabilities['completion_chat'], capabilities['chat_completion'], capabilities['chat'], card['supports_chat']];
}

/** OpenRouter: what comes out. Text comes out of many models that do not chat, so it says nothing. */
function useByOutput(card: ModelCard): OtherUse | undefined {
	const architecture = asCard(card['architecture']) ?? {};
	const outputs = [architecture['output_modalities'], card['output_modalities']].flatMap(readWords);
	return outputs.includes('text') ? undefined : firstFitting(OTHER_WORDS, outputs);
}

function firstFitting(table: readonly (readonly [RegExp, OtherUse])[], words: readonly string[]): OtherUse | undefined {
	return table.find(([pattern]) => words.some((word) => pattern.test(word)))?.[1];
}

function readWords(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value.toLowerCase()];
	return Array.isArray(value) ? value.filter((each) => typeof each === 'string').map((each: string) => each.toLowerCase()) : [];
}

function asCard(value: unknown): ModelCard | undefined {
	return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as ModelCard) : undefined;
}
