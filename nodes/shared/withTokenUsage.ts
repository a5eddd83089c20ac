import type { INodeExecutionData } from 'n8n-workflow';

/** Counts that are not known are absent. */
export interface CountedTokens {
	readonly prompt?: number;
	readonly completion?: number;
}

/**
 * Puts what a run cost on its first item, the one place where n8n's Logs look for tokens; they add up over all items, so the others have none.
 *
 * Nothing is put there where no token was counted.
 */
export function withTokenUsage(items: readonly INodeExecutionData[], { prompt = 0, completion = 0 }: CountedTokens): INodeExecutionData[] {
	if (prompt + completion === 0) return [...items];
	const tokenUsage = { promptTokens: prompt, completionTokens: completion, totalTokens: prompt + completion };
	return items.map((item, index) => (index === 0 ? { ...item, json: { ...item.json, tokenUsage } } : item));
}
