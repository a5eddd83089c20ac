import { askedSchema, askedTokens } from './checkRequest.ts';
import type { ChatBody, ScriptedAnswer, ToolCallScript } from './settings.ts';
import { seededRandom, tokenize } from './tokens.ts';
import { writeProse, writeValue } from './writeText.ts';

/** An answer down to its tokens: those of the reasoning come first. */
export interface ComposedAnswer {
	readonly reasoning: readonly string[];
	readonly text: readonly string[];
	readonly toolCalls: readonly ToolCallScript[];
	readonly finishReason: 'stop' | 'length' | 'tool_calls';
	readonly stopReason: string | null;
	readonly completionTokens: number;
	/** Of every token; absent where nobody asked. */
	readonly logProbability?: number;
}

/**
 * Decides the whole answer before its first token is written.
 *
 * Unscripted words depend on the prompt, and above temperature 0 on the seed; without a seed each request has words of its own.
 */
export function composeAnswer(
	body: ChatBody,
	prompt: string,
	index: number,
	scripted: string | ScriptedAnswer | undefined,
	room: number,
): ComposedAnswer {
	const script: ScriptedAnswer = typeof scripted === 'string' ? { text: scripted } : (scripted ?? { text: invent(body, prompt, index) });
	const { text, textWithStop, stopReason } = cutAtStop(script.text ?? '', body.stop);
	const reasoning = tokenize(script.reasoning ?? '');
	const words = tokenize(text);
	const toolCalls = script.toolCalls ?? [];

	const most = Math.min(askedTokens(body) ?? room, room);
	const toolTokens = toolCalls.reduce((sum, call) => sum + tokenize(call.name + call.arguments).length, 0);
	/** The token that ends an answer counts and is not seen; a stop word's tokens are the last that were written. */
	const natural = reasoning.length + toolTokens + (stopReason === null ? words.length + 1 : tokenize(textWithStop).length);
	const cut = natural > most;
	return {
		reasoning: reasoning.slice(0, most),
		text: cut ? words.slice(0, Math.max(0, most - reasoning.length)) : words,
		toolCalls: cut ? [] : toolCalls,
		finishReason: cut ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop',
		stopReason: cut ? null : stopReason,
		completionTokens: Math.min(natural, most),
		...(body.logprobs === true ? { logProbability: script.logProbability ?? -0.1 } : {}),
	};
}

function invent(body: ChatBody, prompt: string, index: number): string {
	const luck = body.temperature === 0 ? 'greedy' : String(body.seed ?? `request ${index}`);
	const random = seededRandom(`${body.model}\0${prompt}\0${luck}`);
	const schema = askedSchema(body);
	if (schema !== undefined) {
		const value = writeValue(schema, random);
		return Array.isArray(schema.enum) && typeof value === 'string' && body.structured_outputs !== undefined ? value : JSON.stringify(value);
	}
	const least = typeof body.min_tokens === 'number' ? body.min_tokens : 0;
	const length = body.ignore_eos === true ? (askedTokens(body) ?? 64) + 1 : Math.max(least, 12 + Math.floor(random() * 30));
	return writeProse(random, length);
}

function cutAtStop(text: string, stop: unknown): { text: string; textWithStop: string; stopReason: string | null } {
	const stops = (Array.isArray(stop) ? stop : [stop]).filter((word): word is string => typeof word === 'string' && word !== '');
	const first = stops
		.map((word) => ({ word, at: text.indexOf(word) }))
		.filter(({ at }) => at !== -1)
		.sort((one, other) => one.at - other.at)[0];
	if (first === undefined) return { text, textWithStop: text, stopReason: null };
	return { text: text.slice(0, first.at), textWithStop: text.slice(0, first.at + first.word.length), stopReason: first.word };
}
