import { randomUUID } from 'node:crypto';
import type { ComposedAnswer } from './composeAnswer.ts';

/** What every piece of one reply has in common. */
export interface ReplyHead {
	readonly id: string;
	readonly created: number;
	readonly model: string;
}

export interface TokenCounts {
	readonly prompt: number;
	readonly completion: number;
	/** Absent where the server was not told to tell. */
	readonly cached?: number;
}

export function beginReply(model: string): ReplyHead {
	return { id: `chatcmpl-${randomUUID().replaceAll('-', '').slice(0, 16)}`, created: Math.floor(Date.now() / 1000), model };
}

export function writeUsage({ prompt, completion, cached }: TokenCounts): Record<string, unknown> {
	return {
		prompt_tokens: prompt,
		total_tokens: prompt + completion,
		completion_tokens: completion,
		prompt_tokens_details: cached === undefined ? null : { cached_tokens: cached, created_cache_tokens: 0 },
	};
}

/** A whole reply, one choice for each answer. */
export function writeCompletion(head: ReplyHead, answers: readonly ComposedAnswer[], counts: TokenCounts): Record<string, unknown> {
	const choices = answers.map((answer, index) => ({
		index,
		message: {
			role: 'assistant',
			content: answer.text.length === 0 && answer.completionTokens > 1 ? null : answer.text.join(''),
			refusal: null,
			annotations: null,
			audio: null,
			function_call: null,
			...(answer.toolCalls.length === 0 ? {} : { tool_calls: answer.toolCalls.map(writeToolCall) }),
			reasoning: answer.reasoning.length === 0 ? null : answer.reasoning.join(''),
		},
		logprobs:
			answer.logProbability === undefined
				? null
				: { content: [...answer.reasoning, ...answer.text].map((token) => writeLogProbability(token, answer.logProbability ?? 0)) },
		finish_reason: answer.finishReason,
		stop_reason: answer.stopReason,
		token_ids: null,
		routed_experts: null,
	}));
	return {
		id: head.id,
		object: 'chat.completion',
		created: head.created,
		model: head.model,
		choices,
		service_tier: null,
		system_fingerprint: FINGERPRINT,
		usage: { ...writeUsage(counts), completion_tokens_details: null },
		prompt_logprobs: null,
		prompt_token_ids: null,
		prompt_text: null,
		kv_transfer_params: null,
		ec_transfer_params: null,
		metrics: null,
	};
}

function writeToolCall(call: { name: string; arguments: string }): Record<string, unknown> {
	return { id: `chatcmpl-tool-${randomUUID().replaceAll('-', '')}`, type: 'function', function: call };
}

export function writeLogProbability(token: string, logprob: number): Record<string, unknown> {
	return { token, logprob, bytes: [...Buffer.from(token)], top_logprobs: [] };
}

export interface ChunkChoice {
	readonly index?: number;
	readonly logprobs?: Record<string, unknown>;
	readonly delta: Record<string, unknown>;
	readonly finishReason?: string;
	readonly stopReason?: string | null;
}

/**
 * One `data:` line of a stream; without a choice it is the one that carries usage.
 *
 * The very last line before `[DONE]` bears the fingerprint, whichever it is.
 */
export function writeChunk(
	head: ReplyHead,
	choice: ChunkChoice | undefined,
	usage?: Record<string, unknown>,
	fingerprinted = usage !== undefined,
): string {
	const isFirst = choice !== undefined && 'role' in choice.delta;
	const choices =
		choice === undefined
			? []
			: [
					{
						index: choice.index ?? 0,
						delta: choice.delta,
						logprobs: choice.logprobs ?? null,
						finish_reason: choice.finishReason ?? null,
						...(choice.finishReason === undefined ? {} : { stop_reason: choice.stopReason ?? null }),
						...(isFirst ? {} : { token_ids: null }),
					},
				];
	return writeEvent({
		id: head.id,
		object: 'chat.completion.chunk',
		created: head.created,
		model: head.model,
		choices,
		...(isFirst ? { prompt_token_ids: null, prompt_text: null } : {}),
		...(usage === undefined ? {} : { usage }),
		...(fingerprinted ? { system_fingerprint: FINGERPRINT } : {}),
	});
}

export function writeEvent(value: unknown): string {
	return `data: ${JSON.stringify(value)}\n\n`;
}

const FINGERPRINT = 'vllm-0.32.0-double';

export const DONE = 'data: [DONE]\n\n';

/** The pieces of a streamed tool call, in vLLM's order: head with the name, then arguments. */
export function toolDeltas(answer: ComposedAnswer): Record<string, unknown>[] {
	return answer.toolCalls.flatMap((call, index) => [
		{ tool_calls: [{ id: `chatcmpl-tool-${randomUUID().replaceAll('-', '')}`, type: 'function', index, function: { name: call.name } }] },
		...[call.arguments.slice(0, Math.ceil(call.arguments.length / 2)), call.arguments.slice(Math.ceil(call.arguments.length / 2))]
			.filter((piece) => piece !== '')
			.map((piece) => ({ tool_calls: [{ index, function: { arguments: piece } }] })),
	]);
}
