import type { ILoadOptionsFunctions } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { listEmbeddingModels, listLargerModels, listModels, loadModels } from '../../../nodes/shared/listModels';
import { startPlainServer, type PlainServerSettings } from '../../support/startPlainServer';

const editorAt = async (settings: PlainServerSettings) => {
	const { origin } = await startPlainServer(settings);
	return {
		getCredentials: async () => ({ url: origin }),
		getNode: () => ({ name: 'clones', type: 'clones' }),
	} as unknown as ILoadOptionsFunctions;
};

const models = {
	data: [
		{ id: 'bge-m3', max_model_len: 8192 },
		{ id: 'qwen3', max_model_len: 40960, state: 'loaded' },
		{ id: 'whisper-1' },
		{ id: 'gemma3' },
	],
};

it('lists models that do not chat last, and says what they are for', async () => {
	const editor = await editorAt({ models });
	const rows = [
		{ name: 'qwen3', value: 'qwen3', description: 'Loaded · 40,960 tokens of context' },
		{ name: 'gemma3', value: 'gemma3' },
		{ name: 'bge-m3', value: 'bge-m3', description: 'Does not chat: for embedding · 8,192 tokens of context' },
		{ name: 'whisper-1', value: 'whisper-1', description: 'Does not chat: for speech' },
	];
	expect(await listModels.call(editor)).toEqual({ results: rows });
	expect(await loadModels.call(editor)).toEqual(rows);
});

it('lists embedding models first where one is asked for', async () => {
	const { results } = await listEmbeddingModels.call(await editorAt({ models }));
	expect(results.map(({ value }) => value)).toEqual(['bge-m3', 'qwen3', 'whisper-1', 'gemma3']);
});

it('lists larger models of the server that is chosen for them', async () => {
	const { origin: here } = await startPlainServer({ models: { data: [{ id: 'small' }] } });
	const { origin: there } = await startPlainServer({ models: { data: [{ id: 'large' }] } });
	const listed = async (server: string) => {
		const editor = {
			getCredentials: async (name: string) => ({ url: name === 'openAiApi' ? there : here }),
			getNode: () => ({ name: 'clones', type: 'clones' }),
			getCurrentNodeParameter: () => server,
		} as unknown as ILoadOptionsFunctions;
		return (await listLargerModels.call(editor)).results.map(({ value }) => value);
	};
	expect([await listed('same'), await listed('other')]).toEqual([['small'], ['large']]);
});

it('says which credential the server of larger models lacks', async () => {
	const editor = {
		getCredentials: async (type: string) => await Promise.reject(new Error(`Node does not have any credentials set for "${type}"`)),
		getNode: () => ({ name: 'clones', type: 'clones' }),
		getCurrentNodeParameter: () => 'other',
	} as unknown as ILoadOptionsFunctions;
	await expect(listLargerModels.call(editor)).rejects.toMatchObject({
		message: 'Server of the larger model is set to Another Server, and this node has no OpenAI credential',
		description: expect.stringContaining('Credential for OpenAI') as string,
	});
});

it('lists those whose name has the filter in it', async () => {
	const { results } = await listModels.call(await editorAt({ models }), 'EM');
	expect(results.map(({ value }) => value)).toEqual(['gemma3']);
});

it('says what to do where there is no list', async () => {
	const editor = await editorAt({ models: { detail: 'Not Found' }, modelsStatus: 404 });
	await expect(listModels.call(editor)).rejects.toMatchObject({
		message: expect.stringMatching(/lists no models at \/v1\/models\. The server said: "Not Found"/) as string,
		description: expect.stringContaining('answer all the same when a model is named') as string,
	});
});
