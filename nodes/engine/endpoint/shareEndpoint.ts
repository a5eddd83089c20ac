import { createHash } from 'node:crypto';
import { createEndpoint, type EndpointSettings } from './createEndpoint';
import type { Endpoint } from './endpoint';

/** With expressions in credentials there is no end to the number of endpoints. */
const MOST_KEPT = 64;

/** By a digest of their settings, as those hold secrets; the one used longest ago first. */
const endpoints = new Map<string, Endpoint>();

/**
 * The one endpoint of these settings in this process, and with it its kept-alive connections.
 *
 * Of more than 64 the one used longest ago is forgotten; what is under way on it ends as it would have.
 *
 * @throws InvalidInputError when the address, the key or a header cannot be used.
 */
export function shareEndpoint(settings: Pick<EndpointSettings, 'baseUrl' | 'apiKey' | 'headers' | 'ignoresSslIssues'>): Endpoint {
	const { baseUrl, apiKey = '', headers = {}, ignoresSslIssues = false } = settings;
	const key = createHash('sha256')
		.update(JSON.stringify([baseUrl, apiKey, Object.entries(headers), ignoresSslIssues]))
		.digest('base64');
	const endpoint = endpoints.get(key) ?? createEndpoint(settings);
	endpoints.delete(key);
	endpoints.set(key, endpoint);
	const [oldest] = endpoints;
	if (endpoints.size > MOST_KEPT && oldest !== undefined) {
		endpoints.delete(oldest[0]);
		void oldest[1].close().catch(() => undefined);
	}
	return endpoint;
}
