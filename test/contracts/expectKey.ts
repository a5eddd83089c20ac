import { expect } from 'vitest';
import { createEndpoint } from '../../nodes/engine/endpoint';

/** What every vLLM-like server that asks for a key must do: refuse a wrong one and none in vLLM's own shape, and take the right one. */
export async function expectKey(baseUrl: string, apiKey: string): Promise<void> {
	for (const headers of [{}, { authorization: 'Bearer a wrong one' }]) {
		const response = await fetch(`${baseUrl}/models`, { headers });
		expect({ status: response.status, body: await response.json() }).toEqual({ status: 401, body: { error: 'Unauthorized' } });
	}
	const opened = createEndpoint({ baseUrl, apiKey });
	expect(await opened.listModels(new AbortController().signal)).toHaveLength(1);
	await opened.close();
}
