import { describe, expect, it } from 'vitest';
import { z } from 'zod/v4';
import type { ChatClonesAnswer } from '../../../nodes/engine/chatClones/answerWithClones';
import { createChatModel, type ModelCall } from '../../../nodes/ShadowCloneChatModel/createChatModel';
import type { SdkMessage, SdkTool } from '../../../nodes/shared/aiNodeSdk';

/** The base class as n8n's SDK has it: tools are added on a copy. */
class BaseChatModel {
	tools: readonly SdkTool[] = [];
	constructor(
		readonly provider: string,
		readonly modelId: string,
	) {}
	withTools(tools: readonly SdkTool[]): never {
		return Object.assign(Object.create(Object.getPrototypeOf(this) as object) as object, this, {
			tools: [...this.tools, ...tools],
		}) as never;
	}
}

const receipt = {
	clones: 5,
	answered: 5,
	stopped: 0,
	missing: [],
	picked: { clone: 1, by: 'consensus', agreement: { same: 3, of: 5 }, reason: 'Most alike' },
	requests: 5,
	retries: 0,
	durationMs: 12,
	tokens: { prompt: 50, completion: 20, cached: 0, unknown: 0 },
} as const;
const answerOf = (changes: Partial<ChatClonesAnswer>): ChatClonesAnswer => ({
	text: 'Rome.',
	toolCalls: [],
	finishReason: 'stop',
	usage: { promptTokens: 50, completionTokens: 20, cachedTokens: 8 },
	receipt,
	...changes,
});
const words = (role: SdkMessage['role'], text: string): SdkMessage => ({ role, content: [{ type: 'text', text }] });

function modelOf(changes: Partial<ChatClonesAnswer> = {}) {
	const calls: Array<ModelCall & { readonly signal: AbortSignal | undefined }> = [];
	const model = createChatModel({ BaseChatModel }, 'small', async (read, signal) => {
		calls.push({ ...read(), signal });
		return answerOf(changes);
	});
	return { model, calls };
}

async function all<Value>(from: AsyncIterable<Value>): Promise<readonly Value[]> {
	const values: Value[] = [];
	for await (const value of from) values.push(value);
	return values;
}

describe('the model that n8n asks', () => {
	it('answers with the picked text, the tokens of all clones and why it was picked', async () => {
		expect(await modelOf().model.generate([words('user', 'Where?')])).toEqual({
			finishReason: 'stop',
			usage: { promptTokens: 50, completionTokens: 20, totalTokens: 70, inputTokenDetails: { cacheRead: 8 } },
			message: { role: 'assistant', content: [{ type: 'text', text: 'Rome.' }] },
			providerMetadata: { shadowClones: receipt },
		});
	});

	it('hands tools on with a schema that servers read, and gives back what is to be called', async () => {
		const { model, calls } = modelOf({ text: '', toolCalls: [{ id: 'a', name: 'look', arguments: '{"q":"x"}' }] });
		const tools = [{ type: 'function', name: 'look', description: 'Looks', inputSchema: z.object({ q: z.string() }) }];
		const { message, finishReason } = await model.withTools(tools).generate([words('user', 'Where?')]);
		expect(message.content).toEqual([{ type: 'tool-call', toolCallId: 'a', toolName: 'look', input: '{"q":"x"}' }]);
		expect(finishReason).toBe('tool-calls');
		expect(calls[0]?.tools).toMatchObject([{ name: 'look', parameters: { type: 'object', required: ['q'] } }]);
		await model.generate([words('user', 'Where?')]);
		expect(calls[1]?.tools).toEqual([]);
	});

	it('reads a conversation with tool calls, their outputs and what the server wants back with them', async () => {
		const { model, calls } = modelOf();
		await model.generate([
			words('system', 'You help.'),
			words('user', 'Where?'),
			{
				role: 'assistant',
				content: [
					{ type: 'reasoning', text: 'Hm.' },
					{ type: 'text', text: 'I look.' },
					{
						type: 'tool-call',
						toolCallId: 'a',
						toolName: 'look',
						input: '{"q":"x"}',
						providerMetadata: { shadowClones: { sentBack: { reasoning_content: 'Hm.' } } },
					},
				],
			},
			{ role: 'tool', content: [{ type: 'tool-result', toolCallId: 'a', result: [{ type: 'text', text: 'Rome' }] }] },
		]);
		expect(calls[0]?.messages).toEqual([
			{ role: 'system', content: 'You help.' },
			{ role: 'user', content: 'Where?' },
			{
				role: 'assistant',
				content: 'I look.',
				toolCalls: [{ id: 'a', name: 'look', arguments: '{"q":"x"}' }],
				sentBack: { reasoning_content: 'Hm.' },
			},
			{ role: 'tool', content: 'Rome', toolCallId: 'a' },
		]);
	});

	it('refuses a message with an image where the call is read, so that the node says what to do about it', async () => {
		const image: SdkMessage = { role: 'user', content: [{ type: 'file' }] };
		const refusals: unknown[] = [];
		const model = createChatModel({ BaseChatModel }, 'small', async (read) => {
			try {
				read();
			} catch (error) {
				refusals.push(error);
			}
			return answerOf({});
		});
		await model.generate([image]);
		expect(refusals).toMatchObject([{ name: 'InvalidInputError', message: /image/, advice: /Passthrough/ }]);
	});

	it('hands stop words and the signal on, by whichever name they come', async () => {
		const { signal } = new AbortController();
		const { model, calls } = modelOf();
		await model.generate([words('user', 'Where?')], { stop: ['END'], signal });
		await model.generate([words('user', 'Where?')], { stopSequences: ['END'], abortSignal: signal });
		for (const call of calls) expect(call).toMatchObject({ stop: ['END'], signal });
	});

	it('streams the picked text in pieces that never split a character, each call whole, and the tokens last', async () => {
		const text = '👋 Rome is the capital of Italy, and has been for long.';
		const toolCalls = ['a', 'b'].map((id) => ({ id, name: 'look', arguments: '{}' }));
		const chunks = await all(modelOf({ text, toolCalls }).model.stream([words('user', 'Where?')]));
		const pieces = chunks.flatMap((chunk) => (chunk.type === 'text-delta' ? [chunk.delta] : []));
		expect(pieces.length).toBeGreaterThan(1);
		expect(pieces.join('')).toBe(text);
		expect(pieces.every((piece) => piece.isWellFormed())).toBe(true);
		expect(chunks.slice(pieces.length)).toMatchObject([
			{ type: 'tool-call-delta', id: 'a', name: 'look', argumentsDelta: '{}' },
			{ type: 'tool-call-delta', id: 'b' },
			{ type: 'finish', finishReason: 'tool-calls', usage: { totalTokens: 70 } },
		]);
	});
});
