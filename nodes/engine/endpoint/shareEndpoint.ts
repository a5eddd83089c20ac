import { createHash } from 'node:crypto';
import { createEndpoint, type EndpointSettings } from './createEndpoint';
import type { Endpoint } from './endpoint';
import { createPool } from './pool/createPool';

/** With expressions in credentials there is no end to the number of endpoints. */
const MOST_KEPT = 64;

/** By a digest of their settings, as those hold secrets; the one used longest ago first. */
const endpoints = new Map<string, Endpoint>();

type SharedSettings = Pick<EndpointSettings, 'baseUrl' | 'apiKey' | 'headers' | 'ignoresSslIssues'>;

/**
 * The one endpoint of these settings in this process, and with it its kept-alive connections.
 *
 * Of more than 64 the one used longest ago is forgotten; what is under way on it ends as it would have.
 *
 * @throws InvalidInputError when the address, the key or a header cannot be used.
 */
export function shareEndpoint(settings: SharedSettings): Endpoint {
	return share(describe(settings), () => createEndpoint(settings));
}

/** One server of a shared pool. */
export type PooledSettings = SharedSettings & { readonly weight: number };

/**
 * The one pool of these servers and this name in this process: all runs count what is in flight, and know who is set aside. It is let go as an endpoint is.
 *
 * @throws InvalidInputError as `shareEndpoint` does, and for a weight that is none.
 */
export function sharePool(servers: readonly PooledSettings[], name: string | undefined): Endpoint {
	const weights = servers.map(({ weight }) => weight);
	return share([name ?? '', weights, servers.map(describe)], () =>
		createPool(servers.map(createEndpoint), { weights, ...(name === undefined ? {} : { name }) }),
	);
}

function describe({ baseUrl, apiKey = '', headers = {}, ignoresSslIssues = false }: SharedSettings): readonly unknown[] {
	return [baseUrl, apiKey, Object.entries(headers), ignoresSslIssues];
}

function share(described: readonly unknown[], create: () => Endpoint): Endpoint {
	const key = createHash('sha256').update(JSON.stringify(described)).digest('base64');
	const endpoint = endpoints.get(key) ?? create();
	endpoints.delete(key);
	endpoints.set(key, endpoint);
	const [oldest] = endpoints;
	if (endpoints.size > MOST_KEPT && oldest !== undefined) {
		endpoints.delete(oldest[0]);
		void oldest[1].close().catch(() => undefined);
	}
	return endpoint;
}
