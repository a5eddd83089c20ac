import type { ChatBody, Message, Refusal, ServerKind } from './serverKind.ts';

/** What this kind of server does not take about a request, in the order in which servers look: the model, the fields, the messages, their length. */
export function refuse(kind: ServerKind, body: ChatBody, onField: (field: string) => void): Refusal | undefined {
	const { unknownModel, tooLong } = kind.errors;
	if (unknownModel !== undefined && body.model !== kind.model) return unknownModel(String(body.model));
	for (const { field, refuses } of kind.refuses ?? []) {
		const refusal = refuses(body);
		if (refusal === undefined) continue;
		onField(field);
		return refusal;
	}
	const { messages = [] } = body;
	const refusal = checkCalls(messages) ?? kind.checkHistory?.(messages);
	if (refusal !== undefined) return refusal;
	const tokens = countTokens(body);
	return tokens > kind.contextTokens ? tooLong?.(tokens, kind.contextTokens) : undefined;
}

/** Roughly: four characters a token. */
export function countTokens({ messages = [] }: ChatBody): number {
	return Math.ceil(messages.reduce((sum, { content }) => sum + textOf(content).length + 8, 0) / 4);
}

/** Every output has to answer a call of the message before, each call once; all servers hold to that in words of their own. */
function checkCalls(messages: readonly Message[]): Refusal | undefined {
	const open = new Set<unknown>();
	for (const { role, tool_calls: calls = [], tool_call_id: id } of messages) {
		for (const call of calls) open.add(call.id);
		if (role !== 'tool' || open.delete(id)) continue;
		const message = `messages with role 'tool' must be a response to a preceding message with 'tool_calls' (${String(id)}).`;
		return { status: 400, body: { error: { message, type: 'invalid_request_error', param: 'messages', code: null } } };
	}
	return undefined;
}

function textOf(content: unknown): string {
	return typeof content === 'string' ? content : content === null || content === undefined ? '' : JSON.stringify(content);
}
