import type { ErrorBody } from '../readErrorBody';
import type { LengthFacts } from './facts';

const NAMES =
	/context.{0,20}(?:exceed|overflow|too_long)|exceed.{0,10}context|prompt_too_long|string_above_max|too_many_tokens|max_tokens_exceeded/i;

/** What vLLM, SGLang, llama.cpp, LM Studio, Ollama, TGI, OpenAI, Azure, Anthropic, Gemini, Groq, xAI, Mistral, DeepSeek, Qwen, Kimi, MiniMax and others say. */
const TOO_LONG = [
	/\b(?:context|model)(?:['’]s)?[ _-](?:length|size|window|limit|len)\b.{0,200}(?:exceed|longer|larger|greater|bigger|overflow|too (?:long|large|many|big|small)|only \d)/i,
	/(?:exceed|longer than|larger than|greater than|bigger than|overflow|beyond|more than|too (?:long|large|many|big)).{0,200}\b(?:context|model)(?:['’]s)?[ _-](?:length|size|window|limit|len)\b/i,
	/\b(?:maximum|max|model)[ _](?:\w{1,20}[ _]){0,3}(?:context|prompt|input|seq|sequence|model|token)[ _](?:length|len|size|limit|tokens?)\b/i,
	/\b(?:prompt|inputs?|sequence|conversation|messages?|text)\b.{0,60}\btoo (?:long|large|big)\b/i,
	/\b(?:input|prompt|request(?:ed)?)\b.{0,30}\btokens?\b.{0,120}\b(?:exceed|longer than|greater than|larger than|more than)/i,
	/\btokens?\b.{0,60}\bexceeds? (?:the |its )?(?:maximum|limit|configured|allowed|max)/i,
	/\bexceed(?:s|ed|ing)?\b.{0,80}\b(?:input length|prompt length|number of (?:input )?tokens|token limit|context)\b/i,
	/\b(?:prompt|input)\b.{0,40}\b(?:exceeds?|over) (?:the )?(?:max(?:imum)?|allowed) (?:length|size|tokens)|\bprompt length\b.{0,60}\bexceed|\b(?:prompt|input)\b.{0,30}\btokens?\b.{0,20}\bcontext window is\b/i,
	/\btoken count\b.{0,30}\bbut\b.{0,30}\bonly supports\b|(?:prompt|输入|上下文|内容).{0,20}(?:超长|过长|超过|超出)/i,
	/reduce the length of|to keep from the initial prompt|input length should be|`inputs` (?:tokens \+|must have)|too many (?:input |prompt )?tokens|token limit exceeded|tokens in request more than/i,
];
const LOADS = /\b(?:fail\w*|error|unable|could not|cannot)\b.{0,40}\b(?:load|alloc)|out of memory/i;
const LIMITED = /\bper[ _-]?(?:minute|min|day|hour|second)\b|\b[TR]P[MDS]\b|rate.?limit|quota|throttl|please wait/i;
const TOO_LARGE_FOR_LIMIT = /request too large for|must be reduced in order to run|reduce your message size/i;

/** A whole number, and none of characters. */
const N = String.raw`(\d[\d,]{0,12})(?!\d)(?! ?char)`;
const listOf = (...sources: string[]) => sources.map((source) => new RegExp(source.replaceAll('N', N), 'i'));

const CONTEXT = listOf(
	String.raw`context (?:length|window|size)(?: is| of)?(?: only)?[ :(]{1,3}N`,
	String.raw`(?:max_model_len|max_seq_len|n_ctx)[ :=]{1,3}N`,
	String.raw`maximum (?:model|prompt|sequence|token|total) (?:length|limit)(?: is| of)[ (]{1,2}N`,
	String.raw`maximum (?:allowed )?input length(?: is| of)[ (]{1,2}N`,
	String.raw`maximum number of tokens(?: allowed)?[ :(]{1,3}N`,
	String.raw`(?:must be <=|must have less than|tokens? limit(?: of|:)|(?:exceeds?|exceeded) (?:the |your )?(?:configured )?limit of|more than max tokens allowed:?) N`,
	String.raw`too large for model with N`,
	String.raw`input length should be \[\d{1,3}, ?N`,
	String.raw`> ?N(?: maximum| tokens| - |$|\b)`,
	String.raw`\bat most N (?:input |prompt )?tokens`,
	String.raw`\blimit:? N\b`,
);
const PROMPT = listOf(
	String.raw`(?:prompt|input) contains (?:at least )?N (?:input )?tokens`,
	String.raw`request (?:has|contains) N (?:input )?tokens`,
	String.raw`passed N input tokens`,
	String.raw`\bN (?:tokens )?(?:in|from) (?:the|your) (?:input |messages|prompt)`,
	String.raw`\bN of text input`,
	String.raw`messages resulted in N tokens`,
	String.raw`(?:prompt|input) \((?:total )?(?:length )?N`,
	String.raw`(?:request|prompt|input) ?\(N tokens`,
	String.raw`n_keep: N`,
	String.raw`keep the first N tokens`,
	String.raw`too long: N tokens`,
	String.raw`token count (?:of |is )?\(?N`,
	String.raw`requested tokens \(N\)`,
	String.raw`input length(?: of| is)? \(?N\)? ?exceeds`,
	String.raw`given: N`,
	String.raw`\brequested:? ?N\b(?! (?:output|tokens))`,
	String.raw`context limit: N \+`,
);
const ANSWER = listOf(
	String.raw`max_(?:completion_|new_|output_)?tokens[\x60'"]?(?: is too large)?[:=] ?N`,
	String.raw`requested N output tokens`,
	String.raw`\bN (?:tokens )?(?:in|for) the completion`,
	String.raw`\bN \x60max_new_tokens`,
	String.raw`\+ N >`,
);
const TOTAL = listOf(String.raw`requested (?:about |a total of )?N tokens`);
const MOST_ANSWER = listOf(
	String.raw`max_(?:completion_|output_)?tokens: \d{1,12} > N`,
	String.raw`at most N (?:completion|output) tokens`,
	String.raw`range of [\x60'"]?max_(?:completion_|output_)?tokens[\x60'"]? (?:is|should be) [\[(]\d{1,6}, ?N`,
	String.raw`max_(?:completion_|new_|output_)?tokens\b.{0,80}(?:value <=|limit(?: is| of)|maximum(?: allowed)?(?: is| of)) [\x60'"]?N`,
	String.raw`max_(?:completion_|output_)?tokens[\x60'"]? must be (?:less than or equal to|<=|at most) [\x60'"]?N`,
);
const ABOUT_ANSWER =
	/max_(?:completion_|new_|output_)?tokens.{0,80}(?:too large|must be (?:less|<=|at most|smaller)|range of|cannot be greater|exceed)|range of.{0,10}max_/i;

/** The counts of tokens in a refusal that is about length; undefined where it is about something else. */
export function readLength(said: ErrorBody): LengthFacts | undefined {
	const { words, code = '', type = '', param } = said;
	const isPerMinute = TOO_LARGE_FOR_LIMIT.test(words);
	if (!isPerMinute && (LIMITED.test(words) || LOADS.test(words))) return undefined;
	const mostAnswer = firstNumber(MOST_ANSWER, words);
	const isAboutLength =
		isPerMinute || mostAnswer !== undefined || NAMES.test(`${code} ${type} ${words}`) || param === 'input_tokens' || param === 'input_text';
	if (!isAboutLength && !ABOUT_ANSWER.test(words) && !TOO_LONG.some((pattern) => pattern.test(words))) return undefined;

	const counts = addFromPair(words, {
		prompt: said.promptTokens ?? firstNumber(PROMPT, words),
		answer: firstNumber(ANSWER, words),
		total: firstNumber(TOTAL, words),
		context: said.contextTokens ?? firstNumber(CONTEXT, words),
		mostAnswer,
	});
	const known = Object.fromEntries(Object.entries(counts).filter(([, count]) => count !== undefined));
	return { ...known, isAtLeast: /at least \d[\d,]{0,12} (?:input )?tokens/i.test(words), isPerMinute };
}

type Counts = Pick<LengthFacts, 'prompt' | 'answer' | 'total' | 'context' | 'mostAnswer'>;
type Found = { readonly [Key in keyof Counts]: Counts[Key] | undefined };

/** Of a prompt that is too long and two numbers, the larger one is the prompt's, however the sentence goes. */
function addFromPair(words: string, counts: Found): Found {
	const { prompt, context, answer, total, mostAnswer } = counts;
	const isOpen = answer === undefined && total === undefined && mostAnswer === undefined && (prompt === undefined || context === undefined);
	if (!isOpen || /\b(?:string|char\w{0,10}|bytes?)\b/i.test(words)) return counts;
	const numbers = new Set([...words.matchAll(/(?<![\w.-])\d[\d,]{2,12}(?![\w.-]{0,20}[a-z])/gi)].map(([digits]) => toNumber(digits)));
	if (numbers.size !== 2) return counts;
	return { ...counts, prompt: Math.max(...numbers), context: Math.min(...numbers) };
}

/** It is the room for the answer that is too large, and the prompt would fit. */
export function isAboutMaxTokens({ words }: ErrorBody, { prompt, answer, context, mostAnswer }: LengthFacts): boolean {
	if (mostAnswer !== undefined) return true;
	if (prompt !== undefined && context !== undefined) return answer !== undefined && prompt < context;
	return prompt === undefined && (answer !== undefined || ABOUT_ANSWER.test(words));
}

function firstNumber(patterns: readonly RegExp[], words: string): number | undefined {
	for (const pattern of patterns) {
		const found = pattern.exec(words)?.[1];
		if (found !== undefined) return toNumber(found);
	}
	return undefined;
}

function toNumber(digits: string): number {
	return Number(digits.replaceAll(',', ''));
}
