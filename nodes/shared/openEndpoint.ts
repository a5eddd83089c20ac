import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import { createEndpoint } from '../engine/endpoint/createEndpoint';
import type { Endpoint } from '../engine/endpoint/endpoint';

const endpoints = new Map<string, Endpoint>();

/** The endpoint of a vLLM API credential; the same address and key share one, and with it its kept-alive connections, for as long as n8n runs. */
export function openEndpoint(credentials: ICredentialDataDecryptedObject): Endpoint {
	const baseUrl = String(credentials['url'] ?? '');
	const apiKey = String(credentials['apiKey'] ?? '');
	const key = `${baseUrl}\n${apiKey}`;
	const known = endpoints.get(key);
	if (known !== undefined) return known;
	const endpoint = createEndpoint({ baseUrl, ...(apiKey === '' ? {} : { apiKey }) });
	endpoints.set(key, endpoint);
	return endpoint;
}
