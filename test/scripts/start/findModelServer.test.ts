import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { completeAddress, findModelServer } from '../../../scripts/start/findModelServer.mts';
import { tryModelServer } from '../../../scripts/start/tryModelServer.mts';
import { freePort } from '../../../scripts/shared/freePort.mts';

const stops: (() => void)[] = [];
afterEach(() => {
	for (const stop of stops.splice(0)) stop();
});

async function listen(handler: RequestListener): Promise<number> {
	const server = createServer(handler);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	stops.push(() => {
		server.closeAllConnections();
		server.close();
	});
	return (server.address() as AddressInfo).port;
}

const answering =
	(status: number, body: unknown): RequestListener =>
	(_, response) =>
		void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
const models = (...ids: string[]) => answering(200, { object: 'list', data: ids.map((id) => ({ id })) });

describe('findModelServer', () => {
	it('takes the first known place that has a model, and names it', async () => {
		const places = [
			{ name: 'vLLM', port: await freePort() },
			{ name: 'Ollama', port: await listen(models('qwen', 'other')) },
			{ name: 'LM Studio', port: await listen(models('later')) },
		];
		expect(await findModelServer({}, places)).toMatchObject({
			name: 'Ollama',
			model: 'qwen',
			baseUrl: `http://127.0.0.1:${places[1]?.port}/v1`,
		});
	});

	it('passes over other programs, and over a server without a model with a note', async () => {
		const notes: string[] = [];
		const places = [
			{ name: 'llama-server', port: await listen((_, response) => void response.end('<html>')) },
			{ name: 'Ollama', port: await listen(models()) },
		];
		expect(await findModelServer({}, places, (line) => notes.push(line))).toBeUndefined();
		expect(notes).toEqual([`Ollama listens on port ${places[1]?.port} but has no model; looking further.`]);
	});

	it('takes no model that does not chat, and says which there are', async () => {
		const notes: string[] = [];
		const places = [
			{ name: 'Ollama', port: await listen(models('nomic-embed-text:latest', 'whisper')) },
			{ name: 'LM Studio', port: await listen(models('text-embedding-bge-m3', 'qwen3')) },
		];
		expect(await findModelServer({}, places, (line) => notes.push(line))).toMatchObject({ name: 'LM Studio', model: 'qwen3' });
		expect(notes).toEqual([
			`Ollama listens on port ${places[0]?.port} but has no model that chats, only nomic-embed-text:latest (embedding), whisper (speech); looking further.`,
		]);
		const wanted = { VLLM_BASE_URL: `http://127.0.0.1:${places[0]?.port}` };
		await expect(findModelServer(wanted, [])).rejects.toThrow('has no model that chats, only nomic-embed-text:latest (embedding)');
	});

	it.each([
		[
			'one that is loaded',
			{
				data: [
					{ id: 'a', state: 'not-loaded' },
					{ id: 'b', state: 'loaded' },
				],
			},
			'b',
		],
		[
			'one of a bare list',
			[
				{ id: 'e', type: 'embedding' },
				{ id: 'a', type: 'chat' },
			],
			'a',
		],
		['one of a list of Ollama itself', { models: [{ name: 'a' }] }, 'a'],
	])('takes %s', async (_, list, model) => {
		const places = [{ name: 'LM Studio', port: await listen(answering(200, list)) }];
		expect(await findModelServer({}, places)).toMatchObject({ model });
	});

	it('keeps the query of VLLM_BASE_URL, and shows it in no error', async () => {
		const seen: (string | undefined)[] = [];
		const port = await listen((request, response) => {
			seen.push(request.url);
			(request.url?.includes('/models') === true ? models('m') : answering(200, { choices: [{}] }))(request, response);
		});
		const found = await findModelServer({ VLLM_BASE_URL: `127.0.0.1:${port}/openai/v1/?api-version=1#top` }, []);
		expect(found).toMatchObject({ baseUrl: `http://127.0.0.1:${port}/openai/v1?api-version=1` });
		await tryModelServer(found!);
		expect(seen).toEqual(['/openai/v1/models?api-version=1', '/openai/v1/chat/completions?api-version=1']);
		const other = await listen(answering(200, 'nothing'));
		const failed = findModelServer({ VLLM_BASE_URL: `127.0.0.1:${other}?key=sesame` }, []);
		await expect(failed).rejects.toThrow('gave no list of models');
		await expect(failed).rejects.not.toThrow('sesame');
	});

	it('prefers VLLM_BASE_URL, completes it, and sends its key', async () => {
		const keys: (string | undefined)[] = [];
		const port = await listen((request, response) => {
			keys.push(request.headers.authorization);
			models('big')(request, response);
		});
		const found = await findModelServer({ VLLM_BASE_URL: `127.0.0.1:${port}/`, VLLM_API_KEY: 'sesame' }, []);
		expect(found).toMatchObject({ model: 'big', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: 'sesame' });
		expect(keys).toEqual(['Bearer sesame']);
	});

	it('does not look further when the server that VLLM_BASE_URL names is dead', async () => {
		const dead = `http://127.0.0.1:${await freePort()}/v1`;
		const places = [{ name: 'Ollama', port: await listen(models('qwen')) }];
		await expect(findModelServer({ VLLM_BASE_URL: dead }, places)).rejects.toThrow('nothing listens there');
	});

	it('says how to give a key where one is asked for', async () => {
		const places = [{ name: 'vLLM', port: await listen(answering(401, { error: 'Unauthorized' })) }];
		await expect(findModelServer({}, places)).rejects.toMatchObject({ advice: expect.stringContaining('VLLM_API_KEY=') as string });
	});
});

describe('completeAddress', () => {
	it.each([
		['gpu-box:8000', 'http://gpu-box:8000/v1'],
		['http://gpu-box:8000/', 'http://gpu-box:8000/v1'],
		['https://models.example/openai/v1/chat/completions', 'https://models.example/openai/v1'],
		['http://gpu-box:8000/v1/models', 'http://gpu-box:8000/v1'],
		['gpu-box:8000?a=1#b', 'http://gpu-box:8000/v1?a=1'],
	])('makes of %s %s', (given, complete) => {
		expect(completeAddress(given)).toBe(complete);
	});
});

describe('tryModelServer', () => {
	const serverAt = (port: number) => ({ name: 'vLLM', baseUrl: `http://127.0.0.1:${port}/v1`, apiKey: '', model: 'm' });

	it('is content with any answer', async () => {
		const port = await listen(answering(200, { choices: [{ message: { content: '' } }] }));
		await expect(tryModelServer(serverAt(port))).resolves.toMatchObject({ durationMs: expect.any(Number) as number });
	});

	it('quotes a server that lists models but cannot chat', async () => {
		const port = await listen(answering(400, { error: { message: 'm does not support chat' } }));
		await expect(tryModelServer(serverAt(port))).rejects.toThrow(
			/vLLM lists the model m, but did not answer .* 400: .*does not support chat/i,
		);
	});
});
