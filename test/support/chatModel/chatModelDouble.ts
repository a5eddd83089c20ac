import { BaseChatModel, type BaseChatModelCallOptions } from '@langchain/core/language_models/chat_models';
import { AIMessage, AIMessageChunk, type BaseMessage, type ToolMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { NodeConnectionTypes, type INodeType, type ISupplyDataFunctions } from 'n8n-workflow';

export interface DoubledServer {
	readonly baseUrl: string;
	readonly model: string;
	readonly apiKey?: string;
}

interface Options extends BaseChatModelCallOptions {
	readonly seed?: number;
	readonly response_format?: unknown;
	readonly tools?: readonly unknown[];
}

interface Choice {
	readonly message?: RawMessage;
	readonly delta?: RawMessage;
	readonly finish_reason?: string | null;
}

interface RawMessage {
	readonly content?: unknown;
	readonly reasoning?: string | null;
	readonly tool_calls?: readonly RawCall[];
}

interface RawCall {
	readonly id?: string;
	readonly index?: number;
	readonly function?: { readonly name?: string; readonly arguments?: string };
}

interface Reply {
	readonly model: string;
	readonly choices: readonly Choice[];
	readonly usage?: { readonly prompt_tokens: number; readonly completion_tokens: number; readonly total_tokens: number };
}

/** A chat model as n8n's are: a class of LangChain that asks a server, and throws what the server says with its status. */
export class ChatModelDouble extends BaseChatModel<Options> {
	readonly model: string;

	constructor(private readonly server: DoubledServer) {
		super({ maxRetries: 0 });
		this.model = server.model;
	}

	override _llmType(): string {
		return 'double';
	}

	override invocationParams(options?: this['ParsedCallOptions']) {
		const { seed, response_format, tools } = options ?? {};
		return { model: this.model, seed, response_format, tools };
	}

	override bindTools(tools: readonly unknown[]) {
		return this.withConfig({ tools });
	}

	override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
		const reply = (await (await this.post(messages, options, false)).json()) as Reply;
		const [choice] = reply.choices;
		const message = new AIMessage({
			content: (choice?.message?.content ?? '') as string,
			tool_calls: (choice?.message?.tool_calls ?? []).map(({ id, function: called }) => ({
				...(id === undefined ? {} : { id }),
				name: called?.name ?? '',
				args: JSON.parse(called?.arguments ?? '{}') as Record<string, unknown>,
			})),
			...reasoningOf(choice?.message),
			response_metadata: { model_name: reply.model, finish_reason: choice?.finish_reason },
			...usageOf(reply),
		});
		return { generations: [{ text: message.text, message }] };
	}

	override async *_streamResponseChunks(messages: BaseMessage[], options: this['ParsedCallOptions']): AsyncGenerator<ChatGenerationChunk> {
		const response = await this.post(messages, options, true);
		let rest = '';
		for await (const bytes of response.body!.pipeThrough(new TextDecoderStream())) {
			const lines = (rest + bytes).split('\n');
			rest = lines.pop() ?? '';
			for (const line of lines) if (line.startsWith('data: {')) yield toChunk(readPiece(line.slice(6)));
		}
	}

	private async post(messages: readonly BaseMessage[], options: this['ParsedCallOptions'], stream: boolean): Promise<Response> {
		const { baseUrl, apiKey } = this.server;
		const body = {
			...this.invocationParams(options),
			messages: messages.map(writeMessage),
			...(stream ? { stream, stream_options: { include_usage: true } } : {}),
		};
		const response = await fetch(`${baseUrl}/chat/completions`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }) },
			body: JSON.stringify(body),
			...(options.signal === undefined ? {} : { signal: options.signal }),
		});
		if (response.ok) return response;
		const said = (await response.json()) as { error?: unknown };
		throw Object.assign(new Error(`${response.status} ${JSON.stringify(said)}`), {
			status: response.status,
			headers: response.headers,
			error: said.error,
		});
	}
}

/** The node that brings such a model, as n8n's own chat model nodes do. */
export function chatModelNode(supply: (this: ISupplyDataFunctions) => unknown): INodeType {
	return {
		description: {
			displayName: 'Chat Model Double',
			name: 'chatModelDouble',
			group: ['transform'],
			version: 1,
			description: '',
			defaults: {},
			inputs: [],
			outputs: [NodeConnectionTypes.AiLanguageModel],
			properties: [],
		},
		async supplyData() {
			return await Promise.resolve({ response: supply.call(this) });
		},
	};
}

function writeMessage(message: BaseMessage): object {
	const content = message.text;
	if (message.type === 'tool') return { role: 'tool', content, tool_call_id: (message as ToolMessage).tool_call_id };
	const role = message.type === 'human' ? 'user' : message.type === 'ai' ? 'assistant' : message.type;
	const calls = AIMessage.isInstance(message) ? (message.tool_calls ?? []) : [];
	if (calls.length === 0) return { role, content };
	const written = calls.map(({ id, name, args }) => ({ id, type: 'function', function: { name, arguments: JSON.stringify(args) } }));
	return { role, content: null, tool_calls: written };
}

/** An error said in a stream is thrown, as the clients of providers do. */
function readPiece(text: string): Reply {
	const piece = JSON.parse(text) as Reply & { readonly error?: { readonly message?: string } };
	if (piece.error === undefined) return piece;
	throw Object.assign(new Error(piece.error.message), { error: piece.error });
}

function toChunk(reply: Reply): ChatGenerationChunk {
	const [choice] = reply.choices;
	const content = typeof choice?.delta?.content === 'string' ? choice.delta.content : '';
	const message = new AIMessageChunk({
		content,
		tool_call_chunks: (choice?.delta?.tool_calls ?? []).map(({ id, index, function: called }) => ({
			type: 'tool_call_chunk' as const,
			...(id === undefined ? {} : { id }),
			...(index === undefined ? {} : { index }),
			...(called?.name === undefined ? {} : { name: called.name }),
			...(called?.arguments === undefined ? {} : { args: called.arguments }),
		})),
		...reasoningOf(choice?.delta),
		response_metadata: choice?.finish_reason == null ? {} : { model_name: reply.model, finish_reason: choice.finish_reason },
		...usageOf(reply),
	});
	return new ChatGenerationChunk({ message, text: content });
}

function reasoningOf(message: RawMessage | undefined): object {
	return message?.reasoning == null ? {} : { additional_kwargs: { reasoning_content: message.reasoning } };
}

function usageOf({ usage }: Reply): object {
	if (usage == null) return {};
	return {
		usage_metadata: { input_tokens: usage.prompt_tokens, output_tokens: usage.completion_tokens, total_tokens: usage.total_tokens },
	};
}
