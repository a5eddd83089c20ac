import type { ToolCall } from '../../engine/candidate';
import type { ChatMessage, ChatRequest } from '../../engine/endpoint/endpoint';
import { asList, asRecord } from '../../engine/endpoint/reading/lenient';
import { parseJson } from '../../engine/parseJson';
import { jsonAnswerPrompt } from '../../engine/prompts/jsonAnswer';

/** Under it a message that called tools goes back as the model gave it: some providers refuse calls without the thinking before them. */
export const OWN_MESSAGE = 'langChainMessage';

/**
 * Puts a conversation into the shape that LangChain makes its messages of.
 *
 * A JSON Schema that the model is not sent beside them stands in the last message of the user, unless the prompt already has it.
 */
export function writeMessages({ messages, jsonSchema }: ChatRequest, sendsSchema: boolean): unknown[] {
	const written = messages.map(writeMessage);
	if (jsonSchema === undefined || sendsSchema) return written;
	const prompt = jsonAnswerPrompt(jsonSchema);
	const isAlreadyAsked = messages.some(({ content }) => content.includes(prompt) || content.includes(JSON.stringify(jsonSchema)));
	const last = messages.findLastIndex(({ role }) => role === 'user');
	if (isAlreadyAsked || last === -1) return written;
	return written.with(last, { role: 'user', content: `${messages[last]?.content ?? ''}\n\n${prompt}` });
}

function writeMessage({ role, content, toolCalls = [], toolCallId, sentBack }: ChatMessage): unknown {
	if (toolCallId !== undefined) return { role: 'tool', content, tool_call_id: toolCallId };
	if (toolCalls.length === 0) return { role, content };
	const own = sentBack?.[OWN_MESSAGE];
	if (own !== undefined && hasSameCalls(own, toolCalls)) return own;
	return { role, content, tool_calls: toolCalls.map(writeCall) };
}

/** Someone who is told the outputs of some calls must see exactly these. */
function hasSameCalls(message: unknown, calls: readonly ToolCall[]): boolean {
	const given = asList(asRecord(message)?.['tool_calls']);
	return given.length === calls.length && given.every((call, index) => asRecord(call)?.['id'] === calls[index]?.id);
}

function writeCall({ id, name, arguments: words }: ToolCall): unknown {
	return { type: 'tool_call', id, name, args: asRecord(parseJson(words)?.value) ?? {} };
}
