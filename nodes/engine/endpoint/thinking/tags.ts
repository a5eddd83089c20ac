/** How a model marks what it thinks: everything between the two belongs to its thinking. */
export interface ThinkingTag {
	readonly open: string;
	readonly close: string;
	/** Its opening may as well be words of the answer: only with its end is it thinking. */
	readonly needsEnd?: true;
}

/** XML names of thinking, as Qwen, DeepSeek, EXAONE, Reka, MiniMax, Seed, LongCat, Hermes and Claude write them. */
const NAMES = [
	'think',
	'thinking',
	'thought',
	'thoughts',
	'reasoning',
	'reason',
	'seed:think',
	'mm:think',
	'longcat_think',
	'ssm_think',
	'antthinking',
	'scratchpad',
	'reasoning_scratchpad',
	'inner_monologue',
	'reflection',
];

/**
 * Every way of marking thinking inside of a text that is known here.
 *
 * Besides XML: Magistral, OpenThinker, Cohere, Kimi-VL, Apertus, Gemma and MedGemma. Channels of gpt-oss are read in `harmony.ts`.
 */
export const thinkingTags: readonly ThinkingTag[] = [
	...NAMES.map((name) => ({ open: `<${name}>`, close: `</${name}>` })),
	{ open: '[think]', close: '[/think]' },
	{ open: '<|begin_of_thought|>', close: '<|end_of_thought|>' },
	{ open: '<|start_thinking|>', close: '<|end_thinking|>' },
	{ open: '<|think_start|>', close: '<|think_end|>' },
	{ open: '◁think▷', close: '◁/think▷' },
	{ open: '<|inner_prefix|>', close: '<|inner_suffix|>' },
	{ open: '<|channel>thought', close: '<channel|>' },
	{ open: '<unused94>thought', close: '<unused95>' },
	// Granite's words, and what Open WebUI makes of thinking
	{ open: 'here is my thought process:', close: 'here is my response:', needsEnd: true },
	{ open: "here's my thought process:", close: "here's my response:", needsEnd: true },
	{ open: '<details type="reasoning">', close: '</details>', needsEnd: true },
];

/** What stands around the answer that follows such thinking: the tokens of a chat template, or tags that the model was trained with (Hunyuan, R1-Zero). */
export const answerWrappers: readonly ThinkingTag[] = [
	{ open: '<|begin_of_solution|>', close: '<|end_of_solution|>' },
	{ open: '<|start_response|>', close: '<|end_response|>' },
	{ open: '<|start_text|>', close: '<|end_text|>' },
	{ open: '<answer>', close: '</answer>' },
];

/** Opening tags may carry attributes, as in `<think type="deep">`; no longer than this. */
const LONGEST_ATTRIBUTES = 120;

/** Where the opening of `tag` ends when it stands at `at`; undefined where it does not stand there. `lower` is the text in lower case. */
function endOfOpening(lower: string, at: number, { open }: ThinkingTag): number | undefined {
	if (lower.startsWith(open, at)) return at + open.length;
	if (!open.endsWith('>') || !lower.startsWith(open.slice(0, -1), at)) return undefined;
	const attributes = at + open.length - 1;
	if (!/\s/.test(lower.charAt(attributes))) return undefined;
	const end = lower.slice(attributes, attributes + LONGEST_ATTRIBUTES).indexOf('>');
	return end === -1 ? undefined : attributes + end + 1;
}

/** The tag that stands at `at`, and where its opening ends. */
export function findOpening(lower: string, at: number): { readonly tag: ThinkingTag; readonly end: number } | undefined {
	for (const tag of thinkingTags) {
		const end = endOfOpening(lower, at, tag);
		if (end !== undefined) return { tag, end };
	}
	return undefined;
}

/** Whether a text that goes on may turn out to begin with such a tag. `lower` is all that there is of it, in lower case. */
export function couldOpen(lower: string): boolean {
	return thinkingTags.some(
		({ open }) =>
			open.startsWith(lower) || (open.endsWith('>') && lower.startsWith(open.slice(0, -1)) && /^\s/.test(lower.slice(open.length - 1))),
	);
}

/**
 * Whether a tag at `start` is talked about instead of used: in quotation marks or backticks, or in the middle of a sentence.
 *
 * `</think>` at the end of thinking stands on a line of its own, or touches the words before it or after it.
 */
export function isQuoted(text: string, start: number, end: number): boolean {
	const [before, after] = [text.charAt(start - 1), text.charAt(end)];
	if (/[`'"“”‘’«»]/.test(before) && before !== '' && /[`'"“”‘’«»]/.test(after)) return true;
	if (before === '`' || after === '`') return true;
	return before === ' ' && /[ ,.;:!?)]/.test(after) && after !== '';
}
