import type { Endpoint, RequestHeaders } from './endpoint';

/** The same endpoint, whose requests for answers, vectors and ranks all carry these headers; the endpoint's own win. Connections are shared with it. */
export function withHeaders(endpoint: Endpoint, headers: RequestHeaders): Endpoint {
	const { baseUrl, poolName } = endpoint;
	return {
		baseUrl,
		...(poolName === undefined ? {} : { poolName }),
		chat: async (request, options) => await endpoint.chat(request, { ...options, headers: { ...headers, ...options.headers } }),
		listModels: async (signal) => await endpoint.listModels(signal),
		embed: async (model, texts, signal, more) => await endpoint.embed(model, texts, signal, { ...headers, ...more }),
		rank: async (model, query, texts, signal, more) => await endpoint.rank(model, query, texts, signal, { ...headers, ...more }),
		close: async () => await endpoint.close(),
	};
}
