import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { shareEndpoint, sharePool } from '../engine/endpoint/shareEndpoint';
import { readServers, toText } from './readServers';

/**
 * The endpoint of a vLLM API or OpenAI credential; the same fields share one, and with it its kept-alive connections.
 *
 * Several servers are a pool. Pace and cached answers belong to `poolName` then, the credential's id, and to an address only where there is one.
 *
 * @throws InvalidInputError when an address, a key or a header cannot be used.
 */
export function openEndpoint(credentials: ICredentialDataDecryptedObject, poolName?: string): Endpoint {
	const headers = Object.fromEntries(readHeaders(credentials));
	const ignoresSslIssues = credentials['allowUnauthorizedCerts'] === true;
	const servers = readServers(credentials).map(({ url, apiKey, weight }) => ({
		baseUrl: url,
		...(apiKey === '' ? {} : { apiKey }),
		headers,
		ignoresSslIssues,
		weight,
	}));
	const [first, ...more] = servers;
	return more.length === 0 && first !== undefined ? shareEndpoint(first) : sharePool(servers, poolName);
}

type Header = readonly [name: string, value: string];

/** The rows of Headers in a vLLM API credential; the organisation and the custom header of an OpenAI credential. */
function readHeaders(credentials: ICredentialDataDecryptedObject): readonly Header[] {
	const { values } = (credentials['headers'] ?? {}) as { values?: unknown };
	const rows = (Array.isArray(values) ? values : []) as { readonly name?: unknown; readonly value?: unknown }[];
	const organization = toText(credentials['organizationId']).trim();
	const typed: readonly Header[] = [
		...(organization === '' ? [] : [['OpenAI-Organization', organization] as const]),
		...rows.map(({ name, value }) => [toText(name), toText(value)] as const),
		...(credentials['header'] === true ? [[toText(credentials['headerName']), toText(credentials['headerValue'])] as const] : []),
	];
	return typed.filter((header) => header.some((field) => field.trim() !== ''));
}
