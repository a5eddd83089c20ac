/** Words that say a field is refused, whatever its value. Every pattern below is linear: no repetition stands beside or within another one. */
export const REFUSES = new RegExp(
	[
		'unsupported|unimplemented|unavailable|unrecogni[sz]ed|unexpected|unknown|forbidden|deprecated|不支持',
		"(?:not|n't|cannot) (?:be |both be |currently |yet )?(?:support|permit|allow|available|enabled|implemented|accept|compatible|recogni[sz]|take|us[ei]|set|specif|combine|mix|stream)",
		'extra (?:input|field)|additional propert|cannot find field|no such (?:field|param)|leave it unset|please remove',
		'(?:fail(?:ed|ure)?|error|cannot|could not) .{0,30}grammar|grammar .{0,20}fail',
		'must be (?:omitted|removed|unset|verified)|(?:can|may) only be|only .{1,40} (?:supported|allowed)|at the same time|mutually exclusive',
	].join('|'),
	'i',
);

/** Words that find fault with a value: enough against a field that no answer depends on. */
export const FINDS_FAULT = /invalid|\bmust\b|\bshould\b|\brequire|expected|greater than|\bonly\b/i;

/** Two fields are taken, each without the other. */
export const BOTH = /\bboth\b|at the same time|together|simultaneous|only one\b|\beither\b|mutually|combine/i;

/** The value is out of bounds, so another value would be taken. */
export const OUT_OF_BOUNDS =
	/too (?:large|long|many|high|big)|exceed|at most|greater than|maximum|between|context (?:length|window|size)|\brange\b/i;
/** The whole prompt is too much, whatever else is named. */
export const TOO_LONG = /too long|context (?:length|window|size)|maximum (?:input|model) length/i;

/** About the form of the answer. */
export const FORMAT =
	/response[_ ]?(?:format|mime[_ ]?type)|json[_ ]?schema|json[_ ]?object|json[_ ]mode|structured[_ ]?output|guided[_ ](?:json|decoding)|grammar|outlines|llguidance|\bschema\b|keyword(?! arg)/i;

/** About what stands in one schema, where another one may be taken. */
export const THIS_SCHEMA =
	/invalid (?:json )?schema|grammar|keyword|feature|unimplemented|propert|is not permitted|required to be supplied|\$ref/i;

/** OpenAI's rules for schemas with `strict`. */
export const STRICT_RULES = /\bstrict\b|invalid (?:json )?schema|is not permitted|required to be supplied/i;

export const STREAM = /\bstream(?:ing|ed)?\b/i;
/** Only in a stream, as Qwen's thinking models on DashScope. */
export const ONLY_STREAM = /non-?stream|stream=false|only supports? (?:the )?stream|(?:enable|requires?) (?:the )?stream|非流式/i;
export const TOOLS = /\btools?\b|\bfunction[_ ]?(?:call|tool)/i;
export const BESIDE = /\bwith\b|\bwhen\b|\bwhile\b|\bin\b|combin|together|alongside|\band\b/i;

/** From here on a sentence lists what is taken, not what is refused. */
const TAKEN = new RegExp(
	[
		'expected|did you mean|instead use|please use|known (?:fields|parameters|properties)|(?:allowed|valid) (?:values|fields|parameters|types)',
		'(?<!not )supported(?: (?:values|fields|parameters|types|keys|options))?(?: are|:)',
	]
		.map((words) => `\\b(?:${words})`)
		.join('|'),
	'i',
);

/** The sentences of a text, each up to where it begins to list what would be taken. */
export function splitSentences(text: string): readonly string[] {
	return text
		.replaceAll('’', "'")
		.split(/(?<=[.;!?]) |\n/)
		.map((sentence) => sentence.split(TAKEN, 1)[0] ?? '')
		.filter((sentence) => sentence.trim() !== '');
}

/** Names that stand for nothing else, so that they need no quotes around them. */
const UNMISTAKABLE = new Set(['temperature', 'logprobs', 'seed']);
const OTHER_NAMES: Readonly<Record<string, string>> = {
	logprobs: 'log[_ -]?prob(?:s|abilit(?:y|ies))',
	reasoning_effort: 'reasoning[_. ]?effort|thinking',
	stream_options: 'stream[_ ]?options|include_usage',
};

/**
 * Whether a sentence names a field: `reasoning_effort`, `reasoningEffort` or "reasoning effort", the short ones only in quotes or after a word such as "parameter".
 */
export function mentions(sentence: string, field: string): boolean {
	const name = OTHER_NAMES[field] ?? field.split('_').map(escapePattern).join('[_ ]?');
	const alone = field.includes('_') || UNMISTAKABLE.has(field);
	const before = alone
		? '(?<![\\w-])(?<!\\w/)'
		: '(?:["\'`[]|(?:parameter|argument|field|property|option|input|supplied|name)(?:s|\\(s\\))?:? )';
	return new RegExp(`${before}(?:${name})(?![\\w/-])`, 'i').test(sentence);
}

function escapePattern(text: string): string {
	return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
