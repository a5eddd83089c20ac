import { describe, expect, it } from 'vitest';
import type { ChatHistory, KeptMessage } from '../../../nodes/engine/memory/chatHistory';
import { createMemory } from '../../../nodes/ShadowCloneMemory/createMemory';
import type { SdkMessage } from '../../../nodes/shared/aiNodeSdk';

const sdk = {
	BaseChatHistory: class {},
	WindowedChatMemory: class {
		constructor(readonly chatHistory: object) {}
	},
};

function memoryOf(interactions = 5) {
	const kept: KeptMessage[] = [];
	const history = {
		add: async (messages: readonly KeptMessage[]) => void kept.push(...(JSON.parse(JSON.stringify(messages)) as KeptMessage[])),
		read: async () => kept,
		clear: async () => void kept.splice(0),
	} as unknown as ChatHistory;
	const guarded: unknown[] = [];
	const memory = createMemory(sdk as never, history, interactions, async (work) => {
		const done = await work();
		guarded.push(done);
		return done;
	});
	return { memory, kept, guarded };
}

const user = (text: string): SdkMessage => ({ role: 'user', content: [{ type: 'text', text }] });
const exchange: readonly SdkMessage[] = [
	user('What is 6 * 7?'),
	{
		role: 'assistant',
		id: 'm-1',
		content: [
			{ type: 'text', text: 'I calculate.' },
			{ type: 'tool-call', toolCallId: 'a', toolName: 'Calculator', input: '{"input":"6 * 7"}' },
		],
	},
	{ role: 'tool', name: 'Calculator', content: [{ type: 'tool-result', toolCallId: 'a', result: '42', isError: false }] },
	{ role: 'assistant', content: [{ type: 'text', text: 'It is 42.' }] },
];

describe('the memory that n8n’s agents use', () => {
	it('gives every message back as it was, tool calls and their outputs among them', async () => {
		const { memory } = memoryOf();
		await memory.chatHistory.addMessages(exchange);
		expect(await memory.chatHistory.getMessages()).toEqual(exchange);
	});

	it('keeps words that people can read and search', async () => {
		const { memory, kept } = memoryOf();
		await memory.chatHistory.addMessages(exchange);
		expect(kept.map(({ text }) => text)).toEqual([
			'What is 6 * 7?',
			'I calculate.\nCalls Calculator with {"input":"6 * 7"}',
			'42',
			'It is 42.',
		]);
	});

	it('keeps bytes in base64, which agents read as well', async () => {
		const { memory } = memoryOf();
		const picture = { type: 'file', mediaType: 'image/png', data: new Uint8Array([1, 2, 3]) };
		await memory.chatHistory.addMessage({ role: 'user', content: [picture] });
		expect(await memory.chatHistory.getMessages()).toEqual([{ role: 'user', content: [{ ...picture, data: 'AQID' }] }]);
	});

	it('gives the model the last interactions only, and forgets all of them at once', async () => {
		const { memory, guarded } = memoryOf(1);
		await memory.chatHistory.addMessages([user('Hello'), ...exchange]);
		expect(await memory.loadMessages()).toEqual(exchange);
		await memory.chatHistory.clear();
		expect(await memory.loadMessages()).toEqual([]);
		expect(guarded.length).toBe(4);
	});
});
