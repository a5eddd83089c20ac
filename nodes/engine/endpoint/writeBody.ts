import type { ToolCall } from '../candidate';
import type { ToolDescription } from '../tool';
import type { ChatMessage, ChatRequest } from './endpoint';
import { fitsStrict } from './strictTools';

/** Servers refuse these beside no tools; what is set for a whole run also meets its requests that offer none, as the last one of a clone does. */
const ABOUT_TOOLS = ['tool_choice', 'parallel_tool_calls'] as const;

/** Puts a question into the OpenAI API's words. `extraBody` wins over every field but `stream`, which is about the connection; what it says of tools is left out where none are sent. */
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
		body.response_format = { type: 'json_schema', json_schema: { name: 'answer', schema: request.jsonSchema, strict: true } };
	}
	if (request.tools !== undefined && request.tools.length > 0) {
		body.tools = request.tools.map(writeTool);
	}
	if (request.logProbabilities === true) body.logprobs = true;
	if (stream) body.stream_options = { include_usage: true };
	Object.assign(body, request.extraBody);
	if (!hasTools(body)) for (const field of ABOUT_TOOLS) delete body[field];
	if (stream) body.stream = true;
	else delete body.stream;
	return body;
}

function writeTool({ name, description, parameters }: ToolDescription): Record<string, unknown> {
	return { type: 'function', function: { name, description, parameters, ...(fitsStrict(parameters) ? { strict: true } : {}) } };
}

function hasTools({ tools }: Record<string, unknown>): boolean {
	return Array.isArray(tools) && tools.length > 0;
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
