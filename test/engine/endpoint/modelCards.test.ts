import { expect, it } from 'vitest';
import { chooseModel, isSameModel, readModelCards } from '../../../nodes/engine/endpoint/modelCards';
import { otherUseOf } from '../../../nodes/engine/endpoint/modelUse';

it.each<[string, unknown, unknown]>([
	['OpenAI', { object: 'list', data: [{ id: 'a', object: 'model' }, { id: 'b' }] }, [{ id: 'a' }, { id: 'b' }]],
	[
		'Together, a bare list',
		[
			{ id: 'a', type: 'chat', context_length: 8192 },
			{ id: 'b', type: 'embedding' },
		],
		[
			{ id: 'a', contextTokens: 8192 },
			{ id: 'b', otherUse: 'embedding' },
		],
	],
	['a gateway that lists names alone', { data: ['a', 'b'] }, [{ id: 'a' }, { id: 'b' }]],
	[
		'Ollama itself',
		{ models: [{ name: 'qwen3:8b', model: 'qwen3:8b', size: 1, details: { family: 'qwen3' } }, { name: 'nomic-embed-text:latest' }] },
		[{ id: 'qwen3:8b' }, { id: 'nomic-embed-text:latest', otherUse: 'embedding' }],
	],
	['Ollama without models', { models: [] }, []],
	[
		'llama-server, which says it twice',
		{ models: [{ name: 'a', model: 'a', capabilities: ['completion'] }], object: 'list', data: [{ id: 'a', meta: { n_ctx: 4096 } }] },
		[{ id: 'a', contextTokens: 4096 }],
	],
	[
		'llama-server that routes',
		{
			data: [
				{ id: 'a', status: { value: 'unloaded' } },
				{ id: 'b', status: { value: 'loaded' } },
			],
		},
		[
			{ id: 'a', isLoaded: false },
			{ id: 'b', isLoaded: true },
		],
	],
	[
		'LM Studio v0',
		{
			object: 'list',
			data: [
				{ id: 'a', type: 'vlm', state: 'not-loaded', max_context_length: 32768 },
				{ id: 'b', type: 'llm', state: 'loaded', max_context_length: 32768, loaded_context_length: 4096 },
				{ id: 'c', type: 'embeddings', state: 'loaded' },
			],
		},
		[
			{ id: 'a', isLoaded: false, contextTokens: 32768 },
			{ id: 'b', isLoaded: true, contextTokens: 4096 },
			{ id: 'c', isLoaded: true, otherUse: 'embedding' },
		],
	],
	[
		'LM Studio v1',
		{
			models: [
				{
					type: 'llm',
					key: 'a',
					display_name: 'The A',
					loaded_instances: [{ id: 'a', config: { context_length: 4096 } }],
					max_context_length: 32768,
				},
				{ type: 'embedding', key: 'b', loaded_instances: [], max_context_length: 2048 },
			],
		},
		[
			{ id: 'a', isLoaded: true, contextTokens: 4096 },
			{ id: 'b', isLoaded: false, contextTokens: 2048, otherUse: 'embedding' },
		],
	],
	[
		'LiteLLM with its own details',
		{
			data: [
				{ model_name: 'a', model_info: { mode: 'chat', max_input_tokens: 8192 } },
				{ model_name: 'b', model_info: { mode: 'audio_transcription' } },
			],
		},
		[
			{ id: 'a', contextTokens: 8192 },
			{ id: 'b', otherUse: 'speech' },
		],
	],
	[
		'Google itself',
		{
			models: [
				{ name: 'models/a', inputTokenLimit: 1000, supportedGenerationMethods: ['generateContent'] },
				{ name: 'models/b', supportedGenerationMethods: ['embedContent'] },
			],
		},
		[
			{ id: 'models/a', contextTokens: 1000 },
			{ id: 'models/b', otherUse: 'embedding' },
		],
	],
	['Azure, whose status is another', { data: [{ id: 'a', status: 'succeeded', capabilities: { chat_completion: true } }] }, [{ id: 'a' }]],
	['a server whose ids are numbers', { data: [{ id: 7 }] }, [{ id: '7' }]],
])('reads the list of %s', (_, list, models) => {
	expect(readModelCards(list, otherUseOf)).toEqual(models);
});

it('leaves out a card that names no model, never the others, and takes each model once', () => {
	const data = [null, { object: 'model' }, { id: '' }, { id: {} }, 'a', ['b'], { id: 'c', meta: 'odd', capabilities: 7 }, { id: 'a' }];
	expect(readModelCards({ data }, otherUseOf)).toEqual([{ id: 'a' }, { id: 'c' }]);
});

it.each([
	['the first that chats', [{ id: 'e', otherUse: 'embedding' as const }, { id: 'a' }, { id: 'b' }], 'a'],
	[
		'one that is loaded before one that is not',
		[
			{ id: 'a', isLoaded: false },
			{ id: 'b', isLoaded: true },
		],
		'b',
	],
	[
		'one that chats before one that is loaded',
		[
			{ id: 'e', otherUse: 'embedding' as const, isLoaded: true },
			{ id: 'a', isLoaded: false },
		],
		'a',
	],
	['a guard only where nothing else is', [{ id: 'llama-guard3', isLoaded: true }, { id: 'a' }], 'a'],
	['a guard rather than nothing', [{ id: 'e', otherUse: 'embedding' as const }, { id: 'llama-guard3' }], 'llama-guard3'],
	['nothing where nothing chats', [{ id: 'e', otherUse: 'embedding' as const }], undefined],
])('chooses %s', (_, models, id) => {
	expect(chooseModel(models)?.id).toBe(id);
});

it('knows one model by two names', () => {
	expect(isSameModel('models/gemini-2.0-flash', 'gemini-2.0-flash')).toBe(true);
	expect(isSameModel('qwen3', 'qwen3:latest')).toBe(true);
	expect(isSameModel('qwen3:8b', 'qwen3:latest')).toBe(false);
});
