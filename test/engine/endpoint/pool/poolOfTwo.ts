import { createEndpoint, createPool, type Endpoint } from '../../../../nodes/engine/endpoint';

/** A pool of two that are one server under two addresses, so that what a test asks of the server holds for both. */
export function poolOfTwo({ baseUrl, apiKey = '' }: { readonly baseUrl: string; readonly apiKey?: string }): Endpoint {
	const backoff = { firstMs: 1, longestMs: 5 };
	const addresses = [baseUrl, baseUrl.replace('127.0.0.1', 'localhost')];
	return createPool(
		addresses.map((address) => createEndpoint({ baseUrl: address, apiKey, backoff })),
		{ backoff },
	);
}
