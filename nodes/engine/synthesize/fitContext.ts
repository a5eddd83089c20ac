import type { ChatMessage } from '../endpoint/endpoint';
import { estimateTokens } from '../estimateTokens';
import type { Contender } from './contender';

const TOKENS_PER_MESSAGE = 8;
const MOST_RESERVED_TOKENS = 1024;

export function estimateMessages(messages: readonly ChatMessage[]): number {
	return messages.reduce((sum, { content }) => sum + estimateTokens(content) + TOKENS_PER_MESSAGE, 0);
}

/**
 * How many contenders, counted from the best, fit into the model's context together with an answer; at least 1.
 *
 * Room for the answer is `maxTokens`, or else a quarter of the context and at most 1024 tokens. The count of tokens is an estimate, and a high one. All fit where the
 * context is not known.
 */
export function countFitting(
	contenders: readonly Contender[],
	write: (contenders: readonly Contender[]) => readonly ChatMessage[],
	contextTokens: number | undefined,
	maxTokens: number | undefined,
): number {
	if (contextTokens === undefined) return contenders.length;
	const reserved = reservedTokens(contextTokens, maxTokens);
	let count = contenders.length;
	while (count > 1 && estimateMessages(write(contenders.slice(0, count))) + reserved > contextTokens) count--;
	return count;
}

/** Room for the answer. */
export function reservedTokens(contextTokens: number, maxTokens: number | undefined): number {
	return maxTokens ?? Math.min(MOST_RESERVED_TOKENS, Math.floor(contextTokens / 4));
}
