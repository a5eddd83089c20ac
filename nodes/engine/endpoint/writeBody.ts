import type { ChatRequest } from './endpoint';

/** Puts a question into the OpenAI API's words. `extraBody` wins over every field but `stream`, which is about the connection. */
export function writeBody(request: ChatRequest, stream: boolean): Record<string, unknown> {
	const { temperature, topP, maxTokens, seed, reasoningEffort } = request.sampling;
	const body: Record<string, unknown> = { model: request.model, messages: request.messages };
	if (temperature !== undefined) body.temperature = temperature;
	if (topP !== undefined) body.top_p = topP;
	if (maxTokens !== undefined) body.max_tokens = maxTokens;
	if (seed !== undefined) body.seed = seed;
	if (reasoningEffort !== undefined) body.reasoning_effort = reasoningEffort;
	if (request.jsonSchema !== undefined) {
		body.response_format = { type: 'json_schema', json_schema: { name: 'answer', schema: request.jsonSchema, strict: true } };
	}
	if (stream) body.stream_options = { include_usage: true };
	Object.assign(body, request.extraBody);
	if (stream) body.stream = true;
	else delete body.stream;
	return body;
}
