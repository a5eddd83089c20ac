import type { ChatClonesAnswer } from '../engine/chatClones/answerWithClones';
import type { ChatMessage } from '../engine/endpoint/endpoint';
import type { ToolDescription } from '../engine/tool';
import { readToolSchema } from '../engine/readToolSchema';
import type {
	AiNodeSdk,
	SdkChatModel,
	SdkChunk,
	SdkContent,
	SdkMessage,
	SdkModelConfig,
	SdkResult,
	SdkTool,
	SdkUsage,
} from '../shared/aiNodeSdk';
import { metadataName, readMessages } from './readMessages';

/** One call, as the clones are asked it. */
export interface ModelCall {
	readonly messages: readonly ChatMessage[];
	readonly tools: readonly ToolDescription[];
	readonly stop: readonly string[];
}

/** `read` throws where the clones cannot be asked this call, such as for an image in it. */
export type AnswerCall = (read: () => ModelCall, signal: AbortSignal | undefined) => Promise<ChatClonesAnswer>;

/** So much of an answer goes out at a time where it is streamed. */
const PIECE_CHARACTERS = 24;

/**
 * Makes the model that n8n's agents and chains ask, on the base class of n8n's own SDK.
 *
 * Where it is streamed, the picked answer goes out in pieces once it is picked: which one that is can only be known when enough clones have answered.
 */
export function createChatModel({ BaseChatModel }: Pick<AiNodeSdk, 'BaseChatModel'>, modelId: string, answer: AnswerCall): SdkChatModel {
	class ClonesModel extends BaseChatModel {
		async generate(messages: readonly SdkMessage[], config: SdkModelConfig = {}): Promise<SdkResult> {
			return toResult(await answer(() => toCall(messages, this.tools, config), signalOf(config)));
		}

		async *stream(messages: readonly SdkMessage[], config: SdkModelConfig = {}): AsyncGenerator<SdkChunk> {
			yield* toChunks(await answer(() => toCall(messages, this.tools, config), signalOf(config)));
		}
	}
	return new ClonesModel('shadow-clones', modelId);
}

function toCall(messages: readonly SdkMessage[], tools: readonly SdkTool[], config: SdkModelConfig): ModelCall {
	return {
		messages: readMessages(messages),
		tools: tools.filter(({ type }) => type === 'function').map(readTool),
		stop: config.stop ?? config.stopSequences ?? [],
	};
}

const signalOf = ({ signal, abortSignal }: SdkModelConfig): AbortSignal | undefined => signal ?? abortSignal;

function readTool({ name, description = '', inputSchema }: SdkTool): ToolDescription {
	return { name, description, parameters: readToolSchema(inputSchema) };
}

function toResult(answer: ChatClonesAnswer): SdkResult {
	const calls = answer.toolCalls.map(({ id, name, arguments: input }): SdkContent => ({
		type: 'tool-call',
		toolCallId: id,
		toolName: name,
		input,
	}));
	const text: readonly SdkContent[] = answer.text === '' && calls.length > 0 ? [] : [{ type: 'text', text: answer.text }];
	const { receipt, sentBack } = answer;
	return {
		finishReason: finishReasonOf(answer),
		usage: usageOf(answer),
		message: { role: 'assistant', content: [...text, ...calls] },
		providerMetadata: { [metadataName]: { ...receipt, ...(sentBack === undefined ? {} : { sentBack }) } },
	};
}

function* toChunks(answer: ChatClonesAnswer): Generator<SdkChunk> {
	for (const delta of piecesOf(answer.text)) yield { type: 'text-delta', delta };
	for (const { id, name, arguments: argumentsDelta } of answer.toolCalls) yield { type: 'tool-call-delta', id, name, argumentsDelta };
	yield { type: 'finish', finishReason: finishReasonOf(answer), usage: usageOf(answer) };
}

/** Never between the two halves of a character. */
function* piecesOf(text: string): Generator<string> {
	const characters = [...text];
	for (let start = 0; start < characters.length; start += PIECE_CHARACTERS)
		yield characters.slice(start, start + PIECE_CHARACTERS).join('');
}

function usageOf({ usage: { promptTokens, completionTokens, cachedTokens } }: ChatClonesAnswer): SdkUsage {
	return {
		promptTokens,
		completionTokens,
		totalTokens: promptTokens + completionTokens,
		...(cachedTokens === 0 ? {} : { inputTokenDetails: { cacheRead: cachedTokens } }),
	};
}

function finishReasonOf({ toolCalls, finishReason }: ChatClonesAnswer): string {
	if (toolCalls.length > 0) return 'tool-calls';
	const known: Readonly<Record<string, string>> = { stop: 'stop', length: 'length', content_filter: 'content-filter' };
	return known[finishReason] ?? 'other';
}
