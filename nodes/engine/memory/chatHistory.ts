import { randomUUID } from 'node:crypto';
import { checkInput, z } from '../checkInput';
import type { Memory, NewMemory, Trust } from './memory';
import type { MemoryStore } from './stores';

export type ChatRole = 'system' | 'user' | 'assistant' | 'tool';

/** One message of a conversation, its words as people read and search them. */
export interface KeptMessage {
	readonly role: ChatRole;
	readonly text: string;
	/** All of the message, such as tool calls and their results, where its words are not all; anything that JSON can say. */
	readonly whole?: unknown;
}

const PAGE = 1000;

const roles: Readonly<Record<ChatRole, { readonly author: string; readonly trust: Trust }>> = {
	system: { author: 'system', trust: 'user' },
	user: { author: 'human', trust: 'user' },
	assistant: { author: 'assistant', trust: 'agent' },
	// What a tool said comes from anywhere.
	tool: { author: 'tool', trust: 'untrusted' },
};

const chatSchema = z.object({ chat: z.object({ role: z.enum(['system', 'user', 'assistant', 'tool']), whole: z.unknown().optional() }) });

/**
 * One conversation, kept as memories of one session: Memory Gateway finds its messages, too.
 *
 * The order is that of remembering. The same words said twice are two messages. What else was remembered in the session is none of the conversation.
 *
 * @throws StoreError with a sentence and advice for each way a database can let one down; InvalidInputError where the namespace is empty.
 */
export class ChatHistory {
	constructor(
		private readonly store: MemoryStore,
		private readonly namespace: string,
		private readonly session: string,
		private readonly signal: AbortSignal,
	) {}

	/** Keeps all of them or none. */
	async add(messages: readonly KeptMessage[]): Promise<void> {
		if (messages.length === 0) return;
		await this.store.remember(
			this.namespace,
			messages.map((message) => this.toMemory(message)),
			this.signal,
		);
	}

	/** All messages, the oldest first. */
	async read(): Promise<readonly KeptMessage[]> {
		return (await this.list()).map(toMessage);
	}

	/** Forgets the messages for good; what else was remembered in the session stays. */
	async clear(): Promise<void> {
		const ids = (await this.list()).map(({ id }) => id);
		if (ids.length > 0) await this.store.forget(this.namespace, { ids }, this.signal);
	}

	private toMemory({ role, text, whole }: KeptMessage): NewMemory {
		// Its own id, as the store would only count what it takes for the same.
		const chat = { id: randomUUID(), role, ...(whole === undefined ? {} : { whole }) };
		return { text, session: this.session, ...roles[role], metadata: { chat } };
	}

	private async list(): Promise<readonly Memory[]> {
		const found: Memory[] = [];
		let after: string | undefined;
		do {
			const page = { limit: PAGE, includePast: true, ...(after === undefined ? {} : { after }) };
			const { memories, next } = await this.store.list(this.namespace, { session: this.session }, page, this.signal);
			found.push(...memories.filter(({ metadata }) => chatSchema.safeParse(metadata).success));
			after = next;
		} while (after !== undefined);
		return found;
	}
}

function toMessage({ text, metadata }: Memory): KeptMessage {
	const { role, whole } = checkInput(chatSchema, metadata, 'Metadata').chat;
	return { role, text, ...(whole === undefined ? {} : { whole }) };
}

/** The messages of the last interactions, each of which begins with what a user said; with fewer, all. */
export function lastInteractions<Message extends { readonly role: ChatRole }>(
	messages: readonly Message[],
	interactions: number,
): readonly Message[] {
	const starts = messages.flatMap(({ role }, place) => (role === 'user' ? [place] : []));
	const start = starts.at(-interactions);
	return interactions <= 0 ? [] : start === undefined ? messages : messages.slice(start);
}
