import type { ICredentialDataDecryptedObject } from 'n8n-workflow';
import type { Endpoint } from '../engine/endpoint/endpoint';
import { shareEndpoint } from '../engine/endpoint/shareEndpoint';

/**
 * The endpoint of a vLLM API or OpenAI credential; the same fields share one, and with it its kept-alive connections.
 *
 * @throws InvalidInputError when the address, the key or a header cannot be used.
 */
export function openEndpoint(credentials: ICredentialDataDecryptedObject): Endpoint {
	const apiKey = read(credentials['apiKey']);
	return shareEndpoint({
		baseUrl: read(credentials['url']),
		...(apiKey === '' ? {} : { apiKey }),
		headers: Object.fromEntries(readHeaders(credentials)),
		ignoresSslIssues: credentials['allowUnauthorizedCerts'] === true,
	});
}

type Header = readonly [name: string, value: string];

/** The rows of Headers in a vLLM API credential; the organisation and the custom header of an OpenAI credential. */
function readHeaders(credentials: ICredentialDataDecryptedObject): readonly Header[] {
	const { values } = (credentials['headers'] ?? {}) as { values?: unknown };
	const rows = (Array.isArray(values) ? values : []) as { readonly name?: unknown; readonly value?: unknown }[];
	const organization = read(credentials['organizationId']).trim();
	const typed: readonly Header[] = [
		...(organization === '' ? [] : [['OpenAI-Organization', organization] as const]),
		...rows.map(({ name, value }) => [read(name), read(value)] as const),
		...(credentials['header'] === true ? [[read(credentials['headerName']), read(credentials['headerValue'])] as const] : []),
	];
	return typed.filter((header) => header.some((field) => field.trim() !== ''));
}

function read(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
