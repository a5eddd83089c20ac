import { z } from 'zod/v4';
import type { LogProbability, ToolCall, Usage } from '../candidate';

/** An answer without what only the caller knows: when it was asked and how often. */
export interface AnswerParts {
	readonly text: string;
	readonly reasoning?: string;
	readonly finishReason: string;
	readonly toolCalls?: readonly ToolCall[];
	readonly logProbability?: LogProbability;
	readonly usage: Usage;
	readonly model: string;
	readonly raw: unknown;
	/** `performance.now()` of the first token, where it came in pieces. */
	readonly firstTokenAt?: number;
}

const count = z.number().nullish();

export const usageSchema = z
	.object({
		prompt_tokens: count,
		completion_tokens: count,
		prompt_tokens_details: z.object({ cached_tokens: count }).nullish(),
	})
	.nullish();

/** A count that the server did not give stays absent. */
export function readUsage(usage: z.infer<typeof usageSchema>): Usage {
	const cached = usage?.prompt_tokens_details?.cached_tokens;
	return {
		...(usage?.prompt_tokens == null ? {} : { promptTokens: usage.prompt_tokens }),
		...(usage?.completion_tokens == null ? {} : { completionTokens: usage.completion_tokens }),
		...(cached == null ? {} : { cachedTokens: cached }),
	};
}

export const pieceSchema = {
	/** llama.cpp and some proxies send the parts of a text one by one. */
	content: z.union([z.string(), z.array(z.looseObject({ text: z.string().nullish() }))]).nullish(),
	reasoning: z.string().nullish(),
	/** Its name in older vLLM and in llama-server. */
	reasoning_content: z.string().nullish(),
};

export function joinContent(content: z.infer<typeof pieceSchema.content>): string {
	if (content == null) return '';
	return typeof content === 'string' ? content : content.map((part) => part.text ?? '').join('');
}
