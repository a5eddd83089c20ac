import type { ISupplyDataFunctions, SupplyData } from 'n8n-workflow';
import { InvalidInputError } from '../engine/errors';

/**
 * The parts of n8n's `@n8n/ai-node-sdk` (preview, version 1) that are used here, in our own words.
 *
 * The SDK comes with n8n and stays there: its licence is n8n's, so this package neither holds a copy nor installs one.
 */
export interface SdkContent {
	readonly type: string;
	readonly text?: string;
	readonly toolCallId?: string;
	readonly toolName?: string;
	/** The arguments of a tool call, as JSON. */
	readonly input?: string;
	readonly result?: unknown;
	readonly isError?: boolean;
	readonly providerMetadata?: Readonly<Record<string, unknown>>;
}

export interface SdkMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool';
	readonly content: readonly SdkContent[];
	readonly name?: string;
	readonly id?: string;
}

export interface SdkTool {
	readonly type: string;
	readonly name: string;
	readonly description?: string;
	/** JSON Schema, or a zod schema. */
	readonly inputSchema?: unknown;
}

/** LangChain's options reach the model as they are, under its names. */
export interface SdkModelConfig {
	readonly signal?: AbortSignal;
	readonly abortSignal?: AbortSignal;
	readonly stop?: readonly string[];
	readonly stopSequences?: readonly string[];
}

export interface SdkUsage {
	readonly promptTokens: number;
	readonly completionTokens: number;
	readonly totalTokens: number;
	readonly inputTokenDetails?: { readonly cacheRead?: number };
}

export interface SdkResult {
	readonly finishReason?: string;
	readonly usage?: SdkUsage;
	readonly message: SdkMessage;
	readonly providerMetadata?: Readonly<Record<string, unknown>>;
}

export type SdkChunk =
	| { readonly type: 'text-delta'; readonly delta: string }
	| { readonly type: 'tool-call-delta'; readonly id: string; readonly name: string; readonly argumentsDelta: string }
	| { readonly type: 'finish'; readonly finishReason: string; readonly usage?: SdkUsage };

/** A chat model of the SDK; `withTools` gives a copy that has the tools besides. */
export interface SdkChatModel {
	readonly modelId: string;
	generate(messages: readonly SdkMessage[], config?: SdkModelConfig): Promise<SdkResult>;
	stream(messages: readonly SdkMessage[], config?: SdkModelConfig): AsyncIterable<SdkChunk>;
	withTools(tools: readonly SdkTool[]): SdkChatModel;
}

/** What a model's class is made from. */
export type SdkChatModelBase = abstract new (
	provider: string,
	modelId: string,
) => { readonly tools: readonly SdkTool[] } & Pick<SdkChatModel, 'modelId' | 'withTools'>;

/** What a conversation's class is made from; adding several messages adds them one by one where nothing else is said. */
export type SdkChatHistoryBase = abstract new () => { addMessages(messages: readonly SdkMessage[]): Promise<void> };

export interface AiNodeSdk {
	readonly BaseChatModel: SdkChatModelBase;
	readonly BaseChatHistory: SdkChatHistoryBase;
	readonly WindowedChatMemory: new (history: object, config: { readonly windowSize: number }) => object;
	readonly supplyModel: (context: ISupplyDataFunctions, model: object) => SupplyData;
	readonly supplyMemory: (context: ISupplyDataFunctions, memory: object) => SupplyData;
}

type Part = keyof AiNodeSdk;

/**
 * The SDK of the n8n that runs this node, which is looked for only when a node needs it.
 *
 * @throws InvalidInputError where this n8n has none, or one without the named parts.
 */
export function loadAiNodeSdk(parts: readonly Part[], load: () => unknown = loadFromN8n): AiNodeSdk {
	const sdk = tryToLoad(load);
	const missing = sdk === undefined ? parts : parts.filter((part) => typeof sdk[part] !== 'function');
	if (sdk !== undefined && missing.length === 0) return sdk;
	throw new InvalidInputError(
		sdk === undefined ? 'This n8n has no AI node SDK' : `The AI node SDK of this n8n has no ${missing.join(', ')}`,
		sdk === undefined
			? 'Update n8n to 2.41 or later, or use Shadow Clone Fan-Out and Memory Gateway, which do without it.'
			: 'The SDK is a preview and changes with n8n: update this package, or run it in n8n 2.41.',
	);
}

function tryToLoad(load: () => unknown): AiNodeSdk | undefined {
	try {
		return load() as AiNodeSdk;
	} catch (error) {
		if ((error as { code?: unknown }).code === 'MODULE_NOT_FOUND') return undefined;
		throw error;
	}
}

/** By `require`: n8n puts its own packages on the path of CommonJS modules alone. */
function loadFromN8n(): unknown {
	// eslint-disable-next-line @typescript-eslint/no-require-imports -- an import at the top would keep the whole package from loading where n8n lacks the SDK
	return require('@n8n/ai-node-sdk');
}
