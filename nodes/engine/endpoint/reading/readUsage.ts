import type { Usage } from '../../candidate';
import { asCount, asRecord } from './lenient';

/**
 * Counts of tokens, by whatever name a server gives them (OpenAI, Anthropic, DeepSeek, Ollama).
 *
 * A count that is missing, or that is no number, stays absent.
 */
export function readUsage(value: unknown): Usage {
	const usage = asRecord(value);
	if (usage === undefined) return {};
	const details = asRecord(usage['prompt_tokens_details']) ?? asRecord(usage['input_tokens_details']);
	const promptTokens = asCount(usage['prompt_tokens']) ?? asCount(usage['input_tokens']);
	const completionTokens = asCount(usage['completion_tokens']) ?? asCount(usage['output_tokens']);
	const cachedTokens = asCount(details?.['cached_tokens']) ?? asCount(usage['prompt_cache_hit_tokens']) ?? asCount(usage['cached_tokens']);
	return {
		...(promptTokens === undefined ? {} : { promptTokens }),
		...(completionTokens === undefined ? {} : { completionTokens }),
		...(cachedTokens === undefined ? {} : { cachedTokens }),
	};
}

/** Some servers fill in zeros where they do not count; of an answer with words in it they say nothing. */
export function withoutEmptyCounts(usage: Usage, hasWords: boolean): Usage {
	const { promptTokens, completionTokens, ...rest } = usage;
	return {
		...(promptTokens === undefined || promptTokens === 0 ? {} : { promptTokens }),
		...(completionTokens === undefined || (completionTokens === 0 && hasWords) ? {} : { completionTokens }),
		...rest,
	};
}
