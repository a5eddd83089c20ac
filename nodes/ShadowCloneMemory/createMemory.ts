import { lastInteractions, type ChatHistory } from '../engine/memory/chatHistory';
import type { AiNodeSdk, SdkMessage } from '../shared/aiNodeSdk';
import { fromKept, toKept } from './keptMessage';

/** A conversation as n8n's agents and chains use it. */
export interface ConversationMemory {
	readonly chatHistory: {
		getMessages(): Promise<readonly SdkMessage[]>;
		addMessage(message: SdkMessage): Promise<void>;
		addMessages(messages: readonly SdkMessage[]): Promise<void>;
		clear(): Promise<void>;
	};
	/** What the model is given. */
	loadMessages(): Promise<readonly SdkMessage[]>;
}

/**
 * Makes the memory of one conversation, on the base classes of n8n's own SDK.
 *
 * The model is given the last interactions whole: an interaction begins with what the user said, and tool calls and their results between that and the answer do not count.
 */
export function createMemory(
	{ BaseChatHistory, WindowedChatMemory }: Pick<AiNodeSdk, 'BaseChatHistory' | 'WindowedChatMemory'>,
	history: ChatHistory,
	interactions: number,
	guard: <Result>(work: () => Promise<Result>) => Promise<Result>,
): ConversationMemory {
	class Conversation extends BaseChatHistory {
		async getMessages(): Promise<readonly SdkMessage[]> {
			return (await guard(async () => await history.read())).map(fromKept);
		}

		async addMessage(message: SdkMessage): Promise<void> {
			await this.addMessages([message]);
		}

		override async addMessages(messages: readonly SdkMessage[]): Promise<void> {
			await guard(async () => await history.add(messages.map(toKept)));
		}

		async clear(): Promise<void> {
			await guard(async () => await history.clear());
		}
	}

	const chatHistory = new Conversation();
	class Memory extends WindowedChatMemory {
		async loadMessages(): Promise<readonly SdkMessage[]> {
			return lastInteractions(await chatHistory.getMessages(), interactions);
		}
	}
	return new Memory(chatHistory, { windowSize: interactions }) as unknown as ConversationMemory;
}
