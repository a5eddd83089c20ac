import { describe, expect, it, onTestFinished } from 'vitest';
import { createEndpoint, type EndpointSettings } from '../../../nodes/engine/endpoint';
import { makeSelfSigned } from '../../support/selfSigned';
import { startPlainServer } from '../../support/startPlainServer';
import { errorOf, openDouble, patience, question } from './openDouble';

const signal = new AbortController().signal;

function open(settings: EndpointSettings) {
	const endpoint = createEndpoint(settings);
	onTestFinished(async () => await endpoint.close());
	return endpoint;
}

it('carries the query of the address with every request', async () => {
	const { origin, seen } = await startPlainServer();
	const endpoint = open({ baseUrl: `${origin}/openai/deployments/gpt/?api-version=2024-10-21#top` });
	await endpoint.chat(question(), patience());
	await endpoint.listModels(signal);
	expect(seen.map(({ method, url }) => [method, url])).toEqual([
		['POST', '/openai/deployments/gpt/chat/completions?api-version=2024-10-21'],
		['GET', '/openai/deployments/gpt/models?api-version=2024-10-21'],
	]);
	expect(endpoint.baseUrl).toBe(`${origin}/openai/deployments/gpt`);
});

it('shows the query, which may hold a key, in no error', async () => {
	const { origin } = await startPlainServer({ letsIn: () => false, unwelcome: 'Nobody knows sesame at api-version 7.' });
	const endpoint = open({ baseUrl: `${origin}?key=sesame&api-version=7` });
	for (const error of [await errorOf(endpoint.chat(question(), patience())), await errorOf(endpoint.listModels(signal))]) {
		expect(`${error.message} ${error.advice}`).not.toContain('sesame');
		expect(error.message).toContain('at api-version 7');
	}
});

it('sends the headers of the settings, and no key where there is none', async () => {
	const { origin, seen } = await startPlainServer();
	const endpoint = open({ baseUrl: origin, headers: { 'Api-Key': ' sesame\n', 'X-Team': 'réd' } });
	await endpoint.chat(question(), patience());
	expect(seen[0]?.headers).toMatchObject({ 'api-key': 'sesame', 'content-type': 'application/json' });
	expect(seen[0]?.headers['x-team']).toBe(Buffer.from('réd', 'latin1').toString('latin1'));
	expect(seen[0]?.headers).not.toHaveProperty('authorization');
});

it('sends key and headers side by side, where an Authorization among them wins', async () => {
	const { origin, seen } = await startPlainServer();
	for (const headers of [{ 'X-Team': 'red' }, { authorization: 'Token t' }])
		await open({ baseUrl: origin, apiKey: 'k', headers }).chat(question(), patience());
	expect(seen.map(({ headers }) => [headers.authorization, headers['x-team']])).toEqual([
		['Bearer k', 'red'],
		['Token t', undefined],
	]);
});

describe('a header that cannot be sent', () => {
	it.each([
		['has no name', { '': 'sesame' }, /no name/],
		['has a colon in its name', { 'api-key: sesame': '' }, /The name of a header/],
		['has a line break in its name', { 'api-key\nsesame': 'x' }, /The name of a header/],
		['has a line break in its value', { 'api-key': 'sesame\r\nx-admin: 1' }, /The value of the header "api-key"/],
		['has a character from afar in its value', { 'api-key': 'sesame ‘quoted’' }, /The value of the header "api-key"/],
		['belongs to the connection', { Connection: 'close' }, /"connection" cannot be set/],
		['belongs to the body', { 'Content-Length': '5' }, /"content-length" cannot be set/],
	])('is refused before any request, and not shown, where it %s', (_, headers, sentence) => {
		const create = () => createEndpoint({ baseUrl: 'localhost:8000', headers });
		expect(create).toThrow(sentence);
		expect(create).toThrow(expect.objectContaining({ name: 'InvalidInputError', field: 'Headers', advice: expect.any(String) }));
		expect(create).not.toThrow(/sesame/);
	});
});

it('takes a certificate that nobody vouches for only where it is told to', async () => {
	const { origin, seen } = await startPlainServer({ tls: makeSelfSigned() });
	expect(await errorOf(open({ baseUrl: origin }).chat(question(), patience()))).toMatchObject({ kind: 'untrustedCertificate' });
	const careless = open({ baseUrl: origin, ignoresSslIssues: true });
	expect(await careless.chat(question(), patience())).toMatchObject({ text: 'Found.' });
	expect(await careless.listModels(signal)).toEqual([{ id: 'm' }]);
	expect(await errorOf(open({ baseUrl: origin }).listModels(signal))).toMatchObject({ kind: 'untrustedCertificate' });
	expect(seen).toHaveLength(2);
});

it('opens new connections after it was closed', async () => {
	const { double, endpoint } = await openDouble();
	await endpoint.chat(question(), patience());
	await endpoint.close();
	await double.until(() => double.counters.connectionsOpen === 0);
	expect(await endpoint.chat(question(), patience())).toMatchObject({ attempts: 1 });
	expect(double.counters.connectionsOpened).toBe(2);
});

it('ends what is under way before it closes', async () => {
	const { double, endpoint } = await openDouble({ stepMs: 'manual' });
	const answer = endpoint.chat(question(), patience());
	await double.until(() => double.waiting === 1);
	const closed = endpoint.close();
	double.step(60);
	expect((await answer).text).not.toBe('');
	await closed;
});

it('sends no half of a character, which no tokenizer takes', async () => {
	const { double, endpoint } = await openDouble();
	const cut = `An emoji cut: ${'😀'.slice(0, 1)}`;
	await endpoint.chat({ ...question(), messages: [{ role: 'user', content: cut }] }, patience());
	expect(double.requests[0]?.messages?.[0]?.content).toBe('An emoji cut: �');
});
