import { expect, it } from 'vitest';
import { closestFirst, readModelList } from '../../../nodes/engine/endpoint/modelList';
import { errorOf, openDouble } from './openDouble';

it.each([
	['vLLM', { id: 'a', max_model_len: 4096 }, 4096],
	['Ray Serve', { id: 'a', metadata: { max_request_context_length: 2048, model_id: 'a' } }, 2048],
	['llama-server', { id: 'a', meta: { n_ctx_train: 8192, n_params: 1 } }, 8192],
	['newer llama-server, where the size in use counts', { id: 'a', meta: { n_ctx: 4096, n_ctx_train: 131072 } }, 4096],
	['LM Studio, where the loaded length counts', { id: 'a', max_context_length: 131072, loaded_context_length: 4096 }, 4096],
	['LM Studio, not loaded', { id: 'a', max_context_length: 131072 }, 131072],
	['LiteLLM', { id: 'a', max_input_tokens: 8192, max_tokens: 1024 }, 8192],
	['LiteLLM, further in', { id: 'a', model_info: { max_input_tokens: 8192 } }, 8192],
	['OpenRouter, where the provider counts', { id: 'a', context_length: 131072, top_provider: { context_length: 32768 } }, 32768],
	['OpenRouter without a provider', { id: 'a', context_length: 131072, top_provider: { context_length: null } }, 131072],
	['Groq', { id: 'a', context_window: 8192 }, 8192],
	['Google', { id: 'a', inputTokenLimit: 1048576 }, 1048576],
	['a server that writes numbers as text', { id: 'a', max_model_len: '4096' }, 4096],
])('reads the length of the context as %s tells it', (_, card, contextTokens) => {
	expect(readModelList(JSON.stringify({ object: 'list', data: [card] }))).toEqual([{ id: 'a', contextTokens }]);
});

it('leaves the length out where it is not told, and keeps the order served', () => {
	const data = [
		{ id: 'z', object: 'model', owned_by: 'library' },
		{ id: 'a', max_model_len: null },
		{ id: 'm', metadata: 'odd' },
	];
	expect(readModelList(JSON.stringify({ data }))).toEqual([{ id: 'z' }, { id: 'a' }, { id: 'm' }]);
});

it.each([
	['null', null],
	['a word', 'plenty'],
	['nothing', ''],
	['zero', 0],
	['a list', [4096]],
])('takes a length that is %s for unknown', (_, max_model_len) => {
	expect(readModelList(JSON.stringify({ data: [{ id: 'a', max_model_len }] }))).toEqual([{ id: 'a' }]);
});

it('takes Ollama without models for an empty list', () => {
	expect(readModelList('{"object":"list","data":null}')).toEqual([]);
});

it.each(['', '<html></html>', 'nope', '{"error":"gone"}', '{"data":{}}', '{"data":[{"object":"model"},null]}', '7', 'null'])(
	'refuses %j',
	(body) => {
		expect(() => readModelList(body)).toThrow(expect.objectContaining({ failure: expect.objectContaining({ kind: 'nonsense' }) }));
	},
);

it('lists over the wire, and explains a wrong key', async () => {
	const { endpoint } = await openDouble({ models: ['b', 'a'], maxModelLen: 512, apiKey: 'k' }, { apiKey: 'k' });
	const signal = new AbortController().signal;
	expect(await endpoint.listModels(signal)).toEqual([
		{ id: 'b', contextTokens: 512 },
		{ id: 'a', contextTokens: 512 },
	]);
	const { endpoint: locked } = await openDouble({ apiKey: 'k' }, { apiKey: 'x' });
	expect(await errorOf(locked.listModels(signal))).toMatchObject({ kind: 'wrongKey', httpStatus: 401, attempts: 1 });
});

it('throws what the caller aborted with', async () => {
	const { endpoint } = await openDouble();
	const reason = new Error('Closed the editor');
	await expect(endpoint.listModels(AbortSignal.abort(reason))).rejects.toBe(reason);
});

it('puts the likeliest name first and keeps the order of the others', () => {
	const models = ['mistral-7b', 'qwen2.5-7b-instruct', 'qwen2.5-coder', 'zephyr'].map((id) => ({ id }));
	expect(closestFirst('Qwen2.5-7B', models)[0]).toBe('qwen2.5-7b-instruct');
	expect(closestFirst('@@@', models)).toEqual(models.map(({ id }) => id));
});
