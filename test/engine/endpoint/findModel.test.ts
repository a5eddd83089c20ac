import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { createEndpoint, type Endpoint } from '../../../nodes/engine/endpoint';
import { findModel, lookUpModel } from '../../../nodes/engine/endpoint/findModel';

const patience = { signal: new AbortController().signal, timeoutMs: 60_000 };

async function open(play: RequestListener): Promise<Endpoint> {
	const server = createServer(play);
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const endpoint = createEndpoint({ baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}` });
	onTestFinished(async () => {
		server.closeAllConnections();
		server.close();
		await endpoint.close();
	});
	return endpoint;
}

const answering =
	(status: number, body: unknown): RequestListener =>
	(_, response) =>
		void response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
const hanging: RequestListener = () => {};

describe('findModel', () => {
	it('passes over models that do not chat', async () => {
		const endpoint = await open(answering(200, { data: [{ id: 'bge-m3' }, { id: 'whisper-1' }, { id: 'qwen3', max_model_len: 4096 }] }));
		expect(await findModel(endpoint, 'Model', patience)).toEqual({ id: 'qwen3', contextTokens: 4096 });
	});

	it('names those that there are where none chats', async () => {
		const endpoint = await open(answering(200, { data: [{ id: 'bge-m3' }, { id: 'x', type: 'audio' }] }));
		await expect(findModel(endpoint, 'Judge Model', patience)).rejects.toMatchObject({
			name: 'InvalidInputError',
			message: `The server at ${endpoint.baseUrl} lists no model that chats, only "bge-m3" (embedding), "x" (speech)`,
			advice: expect.stringContaining('name it in Judge Model') as string,
			field: 'Judge Model',
		});
	});

	it('takes the deployment that the address names, without asking for a list', async () => {
		const endpoint = createEndpoint({ baseUrl: 'http://127.0.0.1:9/openai/deployments/gpt%204o?api-version=2024-10-21' });
		onTestFinished(() => endpoint.close());
		expect(await findModel(endpoint, 'Model', patience)).toEqual({ id: 'gpt 4o' });
	});

	it('asks for the list again where the connection was closed before an answer, and gives up after three times', async () => {
		let asked = 0;
		const losing = (times: number) =>
			open((request, response) => {
				asked++;
				if (asked <= times) request.socket.destroy();
				else response.end(JSON.stringify({ data: [{ id: 'qwen3' }] }));
			});
		expect(await findModel(await losing(2), 'Model', patience)).toEqual({ id: 'qwen3' });
		asked = 0;
		await expect(findModel(await losing(9), 'Model', patience)).rejects.toThrow(/closed the connection before it had answered/);
		expect(asked).toBe(3);
	});

	it('says so where there is no model at all', async () => {
		const endpoint = await open(answering(200, { data: null }));
		await expect(findModel(endpoint, 'Model', patience)).rejects.toThrow(/lists no model$/);
	});

	it.each([
		['no list', 404, { detail: 'Not Found' }, /Not Found|\/models/],
		['something else', 200, '<html>Welcome</html>', /html|web page/i],
		['an error', 500, { error: { message: 'The disk is full.' } }, /The disk is full/],
	])('quotes a server that has %s, and advises to name a model', async (_, status, body, words) => {
		const endpoint = await open(answering(status, body));
		const failed = findModel(endpoint, 'Model', patience);
		await expect(failed).rejects.toThrow(/^Model is empty, and the list of models to choose from cannot be read: /);
		await expect(failed).rejects.toThrow(words);
		await expect(failed).rejects.toMatchObject({ advice: expect.stringMatching(/^Name a model in Model\./) as string, field: 'Model' });
	});

	it('says what is wrong with the key, as a name would not help', async () => {
		const endpoint = await open(answering(401, { error: 'Unauthorized' }));
		await expect(findModel(endpoint, 'Model', patience)).rejects.toMatchObject({ name: 'EndpointError', kind: 'wrongKey' });
	});

	it('waits for a list no longer than for the whole call', async () => {
		const endpoint = await open(hanging);
		await expect(findModel(endpoint, 'Model', { ...patience, timeoutMs: 50 })).rejects.toThrow(/did not list its models within 0.05 s/);
	});

	it('waits no longer for a list that begins and never ends', async () => {
		const endpoint = await open((_, response) => void response.writeHead(200).write('{"data":[{"id":"qwen3"},'));
		await expect(findModel(endpoint, 'Model', { ...patience, timeoutMs: 50 })).rejects.toThrow(/did not list its models within 0.05 s/);
	});

	it('waits for a list 10 s at most', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		onTestFinished(() => void vi.useRealTimers());
		const asked = Promise.withResolvers<void>();
		const endpoint = await open(() => asked.resolve());
		const failed = expect(findModel(endpoint, 'Model', patience)).rejects.toThrow(/within 10 s/);
		await asked.promise;
		await vi.advanceTimersByTimeAsync(10_000);
		await failed;
	});

	it('ends with what the caller aborted with', async () => {
		const stop = new AbortController();
		const endpoint = await open(() => stop.abort(new Error('Stop was pressed')));
		await expect(findModel(endpoint, 'Model', { ...patience, signal: stop.signal })).rejects.toThrow('Stop was pressed');
	});
});

describe('lookUpModel', () => {
	it('gives what the server tells of the named model, under the name as it was typed', async () => {
		const endpoint = await open(
			answering(200, {
				data: [
					{ id: 'other', max_model_len: 1 },
					{ id: 'qwen3:latest', context_length: 8192 },
				],
			}),
		);
		expect(await lookUpModel(endpoint, 'qwen3', patience)).toEqual({ model: { id: 'qwen3', contextTokens: 8192 } });
		expect(await lookUpModel(endpoint, 'unlisted', patience)).toEqual({ model: { id: 'unlisted' } });
	});

	it.each<[string, RequestListener, RegExp]>([
		['broken', answering(500, 'The disk is full'), /The disk is full/],
		['hanging', hanging, /did not list its models within 0.05 s/],
	])('takes a %s list for a note', async (_, play, words) => {
		const endpoint = await open(play);
		const { model, note } = await lookUpModel(endpoint, 'qwen3', { ...patience, timeoutMs: 50 });
		expect(model).toEqual({ id: 'qwen3' });
		expect(note).toMatch(words);
		expect(note).toContain('The length of the context of "qwen3" is not known');
	});

	it('ends with what the caller aborted with', async () => {
		const endpoint = await open(hanging);
		const signal = AbortSignal.abort(new Error('Stop was pressed'));
		await expect(lookUpModel(endpoint, 'qwen3', { ...patience, signal })).rejects.toThrow('Stop was pressed');
	});
});
