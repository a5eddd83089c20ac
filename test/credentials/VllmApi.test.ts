import type { IDataObject } from 'n8n-workflow';
import { describe, expect, it, onTestFinished } from 'vitest';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { parseAddress, queryOf } from '../../nodes/engine/endpoint/parseAddress';
import { startServer } from '../support/servers/startServer.ts';
import { ZOO } from '../support/servers/zoo.ts';
import { startPlainServer } from '../support/startPlainServer';
import { makeSelfSigned } from '../support/selfSigned';
import { testCredential } from '../support/testCredential';

const press = async (data: Parameters<typeof testCredential>[1]) => await testCredential(new VllmApi(), data);
const failure = (message: RegExp) => ({ status: 'Error', message: expect.stringMatching(message) as string });

describe.each(ZOO)('the test button, on $name', (kind) => {
	const { wrongKey } = kind.errors;
	const open = async (script: Parameters<typeof startServer>[1]) => {
		const server = await startServer(kind, script);
		onTestFinished(async () => await server.close());
		return server;
	};

	it('says what was found', async () => {
		const { baseUrl } = await open({ apiKey: 'sesame' });
		const { status, message } = await press({ url: baseUrl, apiKey: 'sesame' });
		expect([status, message]).toEqual(['OK', expect.stringMatching(/^Connected: (\d+ models?, |.*deployment)/)]);
	});

	it.runIf(wrongKey !== undefined)('says which key is wrong, and tells it to nobody', async () => {
		const { baseUrl } = await open({ apiKey: 'sesame' });
		const { status, message } = await press({ url: baseUrl, apiKey: 'open-please-4711' });
		expect([status, message]).toEqual([
			'Error',
			expect.stringMatching(/does not (?:accept the API key|let this key see its models)\..* key /),
		]);
		expect(message).not.toContain('4711');
	});
});

describe('the test button', () => {
	it.each([
		['vLLM', { object: 'list', data: [{ id: 'm', max_model_len: 4096 }] }, '1 model, m.'],
		['LM Studio', { models: [{ key: 'm', type: 'llm' }] }, '1 model, m.'],
		['Together', [{ id: 'm', type: 'chat' }], '1 model, m.'],
		['a server with several', { data: [{ id: 'bge-m3' }, { id: 'a' }, { id: 'b' }] }, '3 models, for example a.'],
		['a server for vectors', { data: [{ id: 'BAAI/bge-m3' }] }, '1 model, BAAI/bge-m3. None of them chats.'],
	])('is content with the list of %s', async (_, models, found) => {
		const { origin, seen } = await startPlainServer({ models });
		expect(await press({ url: origin })).toEqual({ status: 'OK', message: `Connected: ${found}` });
		expect(seen.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([['GET', '/v1/models', undefined]]);
	});

	it.each([
		['a web page', '<html><h1>Welcome to nginx!</h1></html>', /answered with a web page .*Welcome to nginx!.*speaks the OpenAI API/],
		['JSON of another kind', { status: 'healthy' }, /something that is no list of models: .*healthy/],
		['nothing', '', /sent an empty answer/],
		['an empty list', { object: 'list', data: [] }, /lists no model\. Load a model there/],
		['the empty list of Ollama', { object: 'list', data: null }, /lists no model\. Load a model there/],
	])('says what to do about %s', async (_, models, says) => {
		const { origin } = await startPlainServer({ models });
		expect(await press({ url: origin })).toEqual(failure(says));
	});

	it('says that nothing listens, and that an address is none', async () => {
		expect(await press({ url: 'http://127.0.0.1:9' })).toEqual(failure(/^Nothing listens at http:\/\/127\.0\.0\.1:9\/v1: .*vllm serve/));
		expect(await press({ url: 'my server' })).toEqual(failure(/^"my server" is not an address/));
		expect(await press({ url: '' })).toEqual(failure(/address of the model server is empty/));
	});

	it('brings the key, or says that one is missing', async () => {
		const { origin } = await startPlainServer({ letsIn: ({ authorization }) => authorization === 'Bearer sesame' });
		expect(await press({ url: origin, apiKey: 'sesame' })).toMatchObject({ status: 'OK' });
		expect(await press({ url: origin })).toEqual(failure(/asks for an API key, and none is set/));
		expect(await press({ url: origin, apiKey: 'wrong' })).toEqual(failure(/does not accept the API key/));
	});

	it('brings every header, and the query of the address', async () => {
		const { origin, seen } = await startPlainServer({
			letsIn: (headers) => headers['api-key'] === 'sesame' && headers['x-team'] === 'red',
		});
		const headers = {
			values: [
				{ name: ' api-key ', value: 'sesame' },
				{ name: 'X-Team', value: 'red' },
				{ name: '', value: '' },
			],
		};
		expect(await press({ url: `${origin}/openai/v1/?api-version=preview#top`, headers })).toMatchObject({ status: 'OK' });
		expect(seen.map(({ url, headers }) => [url, headers.authorization])).toEqual([['/openai/v1/models?api-version=preview', undefined]]);
	});

	it('asks Azure beside a deployment, and minds no missing list there but a wrong key', async () => {
		const { origin, seen } = await startPlainServer({ modelsStatus: 404, letsIn: (headers) => headers['api-key'] === 'sesame' });
		const url = `${origin}/openai/deployments/gpt/chat/completions?api-version=2024-10-21`;
		const found = await press({ url, headers: { values: [{ name: 'api-key', value: 'sesame' }] } });
		expect(found).toEqual({ status: 'OK', message: expect.stringContaining('the deployment "gpt" answers') as string });
		expect(seen[0]?.url).toBe('/openai/models?api-version=2024-10-21');
		expect(await press({ url, apiKey: 'sesame' })).toEqual(failure(/Azure: api-key/));
	});

	it('says what to check where there is no list', async () => {
		const { origin } = await startPlainServer({ modelsStatus: 404 });
		expect(await press({ url: `${origin}/api` })).toEqual(failure(/lists no models at \/api\/models.*usually ends in \/v1/));
	});

	it('takes a certificate that nobody vouches for only where it is told to', async () => {
		const { origin } = await startPlainServer({ tls: makeSelfSigned() });
		expect(await press({ url: origin })).toEqual(failure(/is not trusted here.*Ignore SSL Issues/));
		expect(await press({ url: origin, allowUnauthorizedCerts: true })).toMatchObject({ status: 'OK' });
	});
});

describe('the test button, with several servers', () => {
	const more = (...rows: IDataObject[]) => ({ moreServers: { values: rows } });

	it('asks each with its own key, and counts each model once', async () => {
		const one = await startPlainServer({ models: { data: [{ id: 'a' }, { id: 'b' }] } });
		const two = await startPlainServer({
			models: { data: [{ id: 'b' }, { id: 'c' }] },
			letsIn: ({ authorization }) => authorization === 'Bearer sesame',
		});
		const found = await press({ url: one.origin, ...more({ url: two.origin, apiKey: 'sesame' }) });
		expect(found).toEqual({ status: 'OK', message: 'Connected: 2 servers with 3 models, for example a.' });
		expect(one.seen.map(({ headers }) => headers.authorization)).toEqual([undefined]);
	});

	it('names each server that fails, and why', async () => {
		const well = await startPlainServer();
		const locked = await startPlainServer({ letsIn: () => false });
		const found = await press({
			url: well.origin,
			...more({ url: 'http://127.0.0.1:9' }, { url: locked.origin, apiKey: 'open-please-4711' }),
		});
		expect(found).toEqual(
			failure(/^2 of 3 servers cannot be used\. Nothing listens at http:\/\/127\.0\.0\.1:9\/v1.*does not accept the API key/),
		);
		expect(found.message).toContain(locked.origin);
		expect(found.message).not.toContain('4711');
		expect(found.message).not.toContain(well.origin);
	});

	it('says what is wrong with a row or with Session Header', async () => {
		const { origin } = await startPlainServer();
		expect(await press({ url: origin, ...more({ url: 'my server' }) })).toEqual(failure(/^Row 1 of More Servers: "my server" is not/));
		expect(await press({ url: origin, ...more({ url: origin, weight: -1 }) })).toEqual(failure(/Weight in row 1/));
		expect(await press({ url: origin, sessionHeader: 'x: y' })).toEqual(failure(/^Session Header holds a character/));
	});
});

it.each([
	'/v1',
	'/v1///',
	'',
	'/',
	'/v1/chat/completions/',
	'/v1/models?a=1&b=2',
	'/docs',
	'/team/llm/v1?key=1#top',
	'/api/openai#top?no=query',
	'?a=1',
])('is tested where the nodes ask: %j', async (typed) => {
	const { origin, seen } = await startPlainServer();
	const addresses = [origin + typed, ` ${origin.replace('http://', '')}${typed} `, origin.replace('http', 'HTTP') + typed];
	for (const url of addresses) await press({ url });
	expect(seen.map(({ url }) => origin + url)).toEqual(addresses.map((url) => `${parseAddress(url)}/models${queryOf(url)}`));
});

describe('what an HTTP Request node sends with the credential', () => {
	const headersOf = async (data: Parameters<typeof testCredential>[1]) =>
		(await new VllmApi().authenticate(data, { url: 'http://gpu-box:8000/v1/models' })).headers;

	it('is the key, where there is one', async () => {
		expect(await headersOf({ apiKey: ' k ' })).toEqual({ Authorization: 'Bearer k' });
		expect(await headersOf({ apiKey: '' })).toEqual({});
	});

	it('is an Authorization among the headers before the key', async () => {
		expect(await headersOf({ apiKey: 'k', headers: { values: [{ name: 'authorization', value: 'Token t' }] } })).toEqual({
			authorization: 'Token t',
		});
	});
});
