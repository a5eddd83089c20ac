import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { openEndpoint } from '../../../nodes/shared/openEndpoint';
import { makeSelfSigned } from '../../support/selfSigned';
import { startPlainServer, type PlainServerSettings } from '../../support/startPlainServer';

const ask = async (settings: PlainServerSettings, more: ICredentialDataDecryptedObject) => {
	const { origin, seen } = await startPlainServer(settings);
	await openEndpoint({ url: `${origin}/v1?a=1`, ...more }).listModels(new AbortController().signal);
	return seen[0]!;
};

it('brings everything that a vLLM API credential holds', async () => {
	const rows = [
		{ name: 'api-key', value: 'sesame' },
		{ name: 'X-Team', value: 'red' },
		{ name: '', value: '' },
	];
	const { url, headers } = await ask({ tls: makeSelfSigned() }, { headers: { values: rows }, allowUnauthorizedCerts: true });
	expect(url).toBe('/v1/models?a=1');
	expect(headers).toMatchObject({ 'api-key': 'sesame', 'x-team': 'red' });
	expect(headers).not.toHaveProperty('authorization');
});

it('brings everything that an OpenAI credential holds', async () => {
	const openAi = { apiKey: 'k', organizationId: 'org-1', header: true, headerName: 'X-Team', headerValue: 'red' };
	const { headers } = await ask({}, openAi);
	expect(headers).toMatchObject({ authorization: 'Bearer k', 'openai-organization': 'org-1', 'x-team': 'red' });
	const { headers: without } = await ask({}, { ...openAi, organizationId: '', header: false });
	expect(without).toMatchObject({ authorization: 'Bearer k' });
	for (const name of ['openai-organization', 'x-team']) expect(without).not.toHaveProperty(name);
});

it('takes a credential that was saved before there were headers', async () => {
	const { headers } = await ask({}, { apiKey: 'k' });
	expect(headers.authorization).toBe('Bearer k');
});

it('says which field holds a header that cannot be sent', () => {
	const open = (credentials: ICredentialDataDecryptedObject) => () => openEndpoint({ url: 'localhost:8000', ...credentials });
	expect(open({ headers: { values: [{ name: 'api-key', value: 'a\nb' }] } })).toThrow(/"api-key" holds a character/);
	expect(open({ headers: { values: [{ name: '', value: 'a' }] } })).toThrow(/a value but no name/);
});
