import { createHash } from 'node:crypto';

/** Cuts text into pieces that join to the same text: words with the space before them, at most eight letters each. */
export function tokenize(text: string): string[] {
	return text.match(/ ?[\p{L}\p{M}]{1,8}| ?\p{N}{1,3}|\s|[^\s\p{L}\p{M}\p{N}]/gu) ?? [];
}

/** A chat in the way ChatML templates write it, ending where the answer begins. */
export function renderChat(messages: ReadonlyArray<{ readonly role: string; readonly content?: unknown }>): string {
	const turns = messages.map(({ role, content }) => `<|im_start|>${role}\n${contentText(content)}<|im_end|>\n`);
	return `${turns.join('')}<|im_start|>assistant\n`;
}

function contentText(content: unknown): string {
	if (typeof content === 'string') return content;
	return Array.isArray(content) ? content.map((part: { text?: string }) => part.text ?? '').join('') : '';
}

/** Blocks of prompt tokens, each known by its own and all earlier tokens; as vLLM's automatic prefix caching. */
export class PrefixCache {
	queriedTokens = 0;
	hitTokens = 0;
	private readonly known = new Set<string>();
	private readonly blockSize: number;

	constructor(blockSize: number) {
		this.blockSize = blockSize;
	}

	/** How many of the prompt's tokens were known; the last one is always computed, so never all of them. */
	visit(prompt: readonly string[]): number {
		let chain = '';
		let hits = 0;
		let matching = true;
		for (let end = this.blockSize; end <= prompt.length; end += this.blockSize) {
			chain = createHash('sha1')
				.update(`${chain}\0${prompt.slice(end - this.blockSize, end).join('\0')}`)
				.digest('base64');
			matching &&= this.known.has(chain) && end < prompt.length;
			if (matching) hits = end;
			this.known.add(chain);
		}
		this.queriedTokens += prompt.length;
		this.hitTokens += hits;
		return hits;
	}
}

/** Numbers from 0 to 1 that are the same for the same words (mulberry32 over a hash). */
export function seededRandom(words: string): () => number {
	let state = createHash('sha1').update(words).digest().readUInt32LE(0);
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}
