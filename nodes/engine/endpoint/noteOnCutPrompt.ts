import type { Usage } from '../candidate';
import type { ChatRequest } from './endpoint';

/** Fewer words are no sign of anything. */
const FEWEST_WORDS = 300;
/** A tokenizer makes at least one token of a word; this leaves room for words that are none. */
const LEAST_SHARE = 0.6;
/** No tokenizer packs running text closer than this. */
const MOST_CHARACTERS_PER_TOKEN = 8;

/**
 * Says that a server read only a part of the prompt, as Ollama and LM Studio do without a word when it is longer than their context.
 *
 * By the server's own count: fewer tokens than the prompt has words. Undefined where the count is missing, or is no sign of it.
 */
export function noteOnCutPrompt(
	{ messages, model, tools = [] }: ChatRequest,
	{ promptTokens, cachedTokens = 0 }: Usage,
): string | undefined {
	if (promptTokens === undefined || promptTokens === 0) return undefined;
	// Some servers count what came from their cache beside the rest, and not in it.
	const readTokens = cachedTokens > promptTokens ? promptTokens + cachedTokens : promptTokens;
	const characters = messages.reduce((sum, { content }) => sum + content.length, 0);
	if (characters < readTokens * MOST_CHARACTERS_PER_TOKEN * LEAST_SHARE || tools.length > characters) return undefined;
	// A word takes a letter and a space at the least; most prompts are too short for so many, and nothing has to be counted.
	if (characters + messages.length < FEWEST_WORDS * 2) return undefined;
	const words = messages.reduce((sum, { content }) => sum + countWords(content), 0);
	if (words < FEWEST_WORDS || readTokens >= words * LEAST_SHARE) return undefined;
	return `The server read about ${round(readTokens)} tokens of a prompt with at least ${roundDown(words)} words, so it cut the prompt for "${model}" without a word. Give the model a longer context there (Ollama: num_ctx or OLLAMA_CONTEXT_LENGTH; LM Studio: the model's context length), or shorten the task.`;
}

/** Words between spaces; without spaces, as in Chinese, a few letters make one. */
function countWords(text: string): number {
	let words = 0;
	let length = 0;
	for (let at = 0; at <= text.length; at++) {
		const isLetter = at < text.length && text.charCodeAt(at) > 32;
		if (isLetter) length++;
		else {
			if (length > 0) words += Math.max(1, Math.floor(length / 16));
			length = 0;
		}
	}
	return words;
}

/** Clones differ in a few words, and one note is enough for all of them: counts are round, and never more words than there are. */
function roundDown(count: number): string {
	const unit = 10 ** Math.floor(Math.log10(count));
	return (Math.floor(count / unit) * unit).toLocaleString('en');
}

function round(count: number): string {
	return Number(count.toPrecision(1)).toLocaleString('en');
}
