import type { ToolCall } from '../engine/candidate';
import type { ChatMessage } from '../engine/endpoint/endpoint';
import { InvalidInputError } from '../engine/errors';
import type { SdkContent, SdkMessage } from '../shared/aiNodeSdk';

/** Under this name what belongs to an answer travels with it, and comes back with its tool calls. */
export const metadataName = 'shadowClones';

/**
 * Puts the messages of an agent or chain into the words of the endpoint.
 *
 * @throws InvalidInputError for a message that holds a file or an image.
 */
export function readMessages(messages: readonly SdkMessage[]): readonly ChatMessage[] {
	return messages.flatMap(readMessage);
}

function readMessage({ role, content }: SdkMessage): readonly ChatMessage[] {
	if (content.some(({ type }) => type === 'file'))
		throw new InvalidInputError(
			'A message holds a file or an image, and the clones read text only',
			'Switch off Automatically Passthrough Binary Images in the options of the agent or chain, or use a model that reads images.',
		);
	if (role === 'tool') return content.filter(({ type }) => type === 'tool-result').map(readResult);
	const text = textOf(content);
	const toolCalls = role === 'assistant' ? content.filter(({ type }) => type === 'tool-call').map(readCall) : [];
	if (toolCalls.length === 0) return [{ role, content: text }];
	const sentBack = content.map(sentBackOf).find((each) => each !== undefined);
	return [{ role, content: text, toolCalls, ...(sentBack === undefined ? {} : { sentBack }) }];
}

function textOf(content: readonly SdkContent[]): string {
	return content.flatMap(({ type, text = '' }) => (type === 'text' && text !== '' ? [text] : [])).join('\n');
}

function readCall({ toolCallId = '', toolName = '', input = '{}' }: SdkContent): ToolCall {
	return { id: toolCallId, name: toolName, arguments: withoutCallId(input, toolCallId) };
}

/** n8n's agent puts the id of a call among its arguments; without it, a model sees its calls as it made them, and knows them again. */
function withoutCallId(input: string, callId: string): string {
	if (callId === '' || !input.includes(JSON.stringify(callId))) return input;
	const given = readObject(input);
	if (given?.['id'] !== callId) return input;
	const { id, ...own } = given;
	return JSON.stringify(own);
}

function readObject(json: string): Readonly<Record<string, unknown>> | undefined {
	try {
		const value: unknown = JSON.parse(json);
		return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : undefined;
	} catch {
		return undefined;
	}
}

function readResult({ toolCallId = '', result }: SdkContent): ChatMessage {
	return { role: 'tool', content: wordsOf(result), toolCallId };
}

function wordsOf(result: unknown): string {
	if (typeof result === 'string') return result;
	const isContent = Array.isArray(result) && result.every((each: Partial<SdkContent> | null) => each?.type === 'text');
	return isContent ? textOf(result as SdkContent[]) : (JSON.stringify(result) ?? '');
}

function sentBackOf({ providerMetadata }: SdkContent): ChatMessage['sentBack'] {
	const own = providerMetadata?.[metadataName] as { readonly sentBack?: ChatMessage['sentBack'] } | undefined;
	return own?.sentBack;
}
