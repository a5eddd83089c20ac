import {
	choiceIsNone,
	chosenIsMissing,
	chosenWithoutTools,
	emptyMessages,
	grammarError,
	maxTokensTooLarge,
	negativeTemperature,
	noTokensAsked,
	noTools,
	optionsWithoutStream,
	promptTooLong,
	topPOutside,
	unknownModel,
	type Refusal,
} from './errorBodies.ts';
import type { ChatBody } from './settings.ts';
import { findInvalidType } from './writeText.ts';

export interface Limits {
	readonly models: readonly string[];
	readonly maxModelLen: number;
}

/** What vLLM would refuse about a request, in the order in which it looks; undefined when it would answer. */
export function checkRequest(body: ChatBody, promptTokens: number, { models, maxModelLen }: Limits): Refusal | undefined {
	if (body.model !== undefined && !models.includes(body.model)) return unknownModel(body.model, models);
	if (!Array.isArray(body.messages) || body.messages.length === 0) return emptyMessages;
	const sampling = checkSampling(body);
	if (sampling !== undefined) return sampling;
	const maxTokens = askedTokens(body);
	if (maxTokens !== undefined && maxTokens > maxModelLen) return maxTokensTooLarge(maxTokens, maxModelLen);
	if (promptTokens >= maxModelLen) return promptTooLong(maxModelLen);
	const problem = findInvalidType(askedSchema(body));
	return problem === undefined ? undefined : grammarError(problem);
}

function checkSampling(body: ChatBody): Refusal | undefined {
	const { temperature, top_p: topP, stream } = body;
	if (body.stream_options != null && stream !== true) return optionsWithoutStream;
	if (Array.isArray(body.tools) && body.tools.length === 0) return noTools;
	const choice = checkToolChoice(body);
	if (choice !== undefined) return choice;
	if (typeof temperature === 'number' && temperature < 0) return negativeTemperature(temperature);
	if (typeof topP === 'number' && (topP <= 0 || topP > 1)) return topPOutside(topP);
	const maxTokens = askedTokens(body);
	if (maxTokens !== undefined && maxTokens < 1) return noTokensAsked(maxTokens);
	return undefined;
}

function checkToolChoice({ tool_choice: choice, tools }: ChatBody): Refusal | undefined {
	if (choice == null || choice === 'none') return undefined;
	if (tools == null) return chosenWithoutTools;
	if (choice === 'auto' || choice === 'required') return undefined;
	if (typeof choice !== 'object') return choiceIsNone(choice);
	const name = (choice as { function?: { name?: string } }).function?.name;
	const isThere = (tools as ReadonlyArray<{ function: { name: string } }>).some((tool) => tool.function.name === name);
	return isThere ? undefined : chosenIsMissing;
}

export function askedTokens(body: ChatBody): number | undefined {
	const asked = body.max_completion_tokens ?? body.max_tokens;
	return typeof asked === 'number' ? asked : undefined;
}

/** The schema that the answer must keep; a `guided_json` of old is ignored, as vLLM does since 0.12. */
export function askedSchema(body: ChatBody): Readonly<Record<string, unknown>> | undefined {
	const format = body.response_format as { type?: string; json_schema?: { schema?: Record<string, unknown> } } | undefined;
	if (format?.type === 'json_schema') return format.json_schema?.schema;
	const structured = body.structured_outputs as { json?: Record<string, unknown>; choice?: unknown[] } | undefined;
	return structured?.choice === undefined ? structured?.json : { enum: structured.choice };
}
