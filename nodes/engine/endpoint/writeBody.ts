import type { ToolCall } from '../candidate';
import type { ToolDescription } from '../tool';
import { isSent, leaveOutField } from './concessions/concession';
import type { ChatMessage, ChatRequest } from './endpoint';
import { fitsStrict } from './strictTools';

/** Servers refuse these beside no tools; what is set for a whole run also meets its requests that offer none, as the last one of a clone does. */
const ABOUT_TOOLS = ['tool_choice', 'parallel_tool_calls'] as const;

/**
 * Puts a question into the OpenAI API's words.
 *
 * `extraBody` wins over every field but `stream`, which is about the connection, and takes a field out by null; what it says of tools is left out where none are sent.
 * `leaveOut` wins over both. `strict` is sent only where OpenAI would take it: with a schema that keeps its rules, and on all tools or on none.
 */
export function writeBody(request: ChatRequest, stream: boolean): Record<string, unknown> {
	const { temperature, topP, maxTokens, seed, reasoningEffort } = request.sampling;
	const body: Record<string, unknown> = {
		model: request.model,
		messages: request.messages.some(({ toolCalls, toolCallId }) => toolCalls !== undefined || toolCallId !== undefined)
			? request.messages.map(writeMessage)
			: request.messages,
	};
	if (temperature !== undefined) body.temperature = temperature;
	if (topP !== undefined) body.top_p = topP;
	if (maxTokens !== undefined) body.max_tokens = maxTokens;
	if (seed !== undefined) body.seed = seed;
	if (reasoningEffort !== undefined) body.reasoning_effort = reasoningEffort;
	if (request.jsonSchema !== undefined) {
		const { jsonSchema: schema } = request;
		body.response_format = {
			type: 'json_schema',
			json_schema: { name: 'answer', schema, ...(fitsStrict(schema) ? { strict: true } : {}) },
		};
	}
	if (request.tools !== undefined && request.tools.length > 0) {
		const strict = request.tools.every(({ parameters }) => fitsStrict(parameters));
		body.tools = request.tools.map((tool) => writeTool(tool, strict));
	}
	if (request.logProbabilities === true) body.logprobs = true;
	if (stream) body.stream_options = { include_usage: true };
	if (request.extraBody !== undefined) addExtra(body, request.extraBody);
	if (stream) body.stream = true;
	else delete body.stream;
	for (const field of request.leaveOut ?? []) leaveOutField(body, field);
	if (!isSent(body, 'tools')) for (const field of ABOUT_TOOLS) delete body[field];
	return body;
}

function addExtra(body: Record<string, unknown>, extra: Readonly<Record<string, unknown>>): void {
	// Two names of one limit, of which servers take one.
	if (extra['max_completion_tokens'] != null) delete body.max_tokens;
	for (const [field, value] of Object.entries(extra))
		if (value === null) delete body[field];
		// An assignment to a field named __proto__ would not add it.
		else Object.defineProperty(body, field, { value, enumerable: true, configurable: true, writable: true });
}

function writeTool({ name, description, parameters }: ToolDescription, strict: boolean): Record<string, unknown> {
	return { type: 'function', function: { name, description, parameters, ...(strict ? { strict: true } : {}) } };
}

function writeMessage({ role, content, toolCalls, toolCallId, sentBack }: ChatMessage): Record<string, unknown> {
	if (toolCallId !== undefined) return { role, content, tool_call_id: toolCallId };
	if (toolCalls === undefined || toolCalls.length === 0) return { role, content };
	// Some servers take an empty text beside calls for an empty answer.
	return { role, content: content === '' ? null : content, ...sentBack, tool_calls: toolCalls.map(writeCall) };
}

function writeCall({ id, name, arguments: words, extra }: ToolCall): Record<string, unknown> {
	return { ...extra, id, type: 'function', function: { name, arguments: words } };
}
