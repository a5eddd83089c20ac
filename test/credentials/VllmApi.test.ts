import { describe, expect, it } from 'vitest';
import { VllmApi } from '../../credentials/VllmApi.credentials';
import { parseAddress, queryOf } from '../../nodes/engine/endpoint/parseAddress';
import { startPlainServer } from '../support/startPlainServer';
import { makeSelfSigned } from '../support/selfSigned';
import { testCredential } from '../support/testCredential';

const press = async (data: Parameters<typeof testCredential>[1]) => await testCredential(new VllmApi(), data);

describe('the test button', () => {
	it.each([
		['vLLM', { object: 'list', data: [{ id: 'm', max_model_len: 4096 }] }],
		['Ollama without models', { object: 'list', data: null }],
		['LM Studio', { models: [{ key: 'm', type: 'llm' }] }],
		['Together', [{ id: 'm', type: 'chat' }]],
	])('is content with the list of %s', async (_, models) => {
		const { origin, seen } = await startPlainServer({ models });
		expect(await press({ url: origin })).toEqual({ status: 'OK', message: 'Connection successful!' });
		expect(seen.map(({ method, url, headers }) => [method, url, headers.authorization])).toEqual([['GET', '/v1/models', undefined]]);
	});

	it('brings the key, or says that it is not accepted', async () => {
		const { origin } = await startPlainServer({ letsIn: ({ authorization }) => authorization === 'Bearer sesame' });
		expect(await press({ url: origin, apiKey: 'sesame' })).toMatchObject({ status: 'OK' });
		for (const apiKey of ['', 'wrong'])
			expect(await press({ url: origin, apiKey })).toEqual({
				status: 'Error',
				message: expect.stringContaining('does not accept the key'),
			});
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

	it('lets an Authorization among the headers win over the key', async () => {
		const { origin, seen } = await startPlainServer();
		await press({ url: origin, apiKey: 'k', headers: { values: [{ name: 'authorization', value: 'Token t' }] } });
		expect(seen[0]?.headers.authorization).toBe('Token t');
	});

	it('asks Azure beside a deployment, and minds no missing list there but a wrong key', async () => {
		const { origin, seen } = await startPlainServer({ modelsStatus: 404, letsIn: (headers) => headers['api-key'] === 'sesame' });
		const url = `${origin}/openai/deployments/gpt/chat/completions?api-version=2024-10-21`;
		expect(await press({ url, headers: { values: [{ name: 'api-key', value: 'sesame' }] } })).toMatchObject({ status: 'OK' });
		expect(seen[0]?.url).toBe('/openai/models?api-version=2024-10-21');
		expect(await press({ url, apiKey: 'sesame' })).toEqual({ status: 'Error', message: expect.stringContaining('Azure: api-key') });
	});

	it('says what to check where there is no list', async () => {
		const { origin } = await startPlainServer({ modelsStatus: 404 });
		expect(await press({ url: `${origin}/api` })).toEqual({ status: 'Error', message: expect.stringContaining('mostly ends in /v1') });
	});

	it('takes a certificate that nobody vouches for only where it is told to', async () => {
		const { origin } = await startPlainServer({ tls: makeSelfSigned() });
		expect(await press({ url: origin })).toEqual({ status: 'Error', message: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
		expect(await press({ url: origin, allowUnauthorizedCerts: true })).toMatchObject({ status: 'OK' });
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
