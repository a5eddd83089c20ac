import { onTestFinished } from 'vitest';
import {
	createEndpoint,
	createRetryBudget,
	EndpointError,
	type AskOptions,
	type ChatRequest,
	type Endpoint,
	type EndpointSettings,
} from '../../../nodes/engine/endpoint';
import { startVllmDouble, type VllmDouble, type VllmDoubleSettings } from '../../support/vllmDouble/index.ts';

export interface Opened {
	readonly double: VllmDouble;
	readonly endpoint: Endpoint;
}

/** A double and an endpoint on it, both closed when the test is over. Retries wait for nothing unless a test says so. */
export async function openDouble(settings: VllmDoubleSettings = {}, endpointSettings: Partial<EndpointSettings> = {}): Promise<Opened> {
	const double = await startVllmDouble(settings);
	const endpoint = createEndpoint({ baseUrl: double.baseUrl, backoff: { firstMs: 0 }, ...endpointSettings });
	onTestFinished(async () => {
		await double.close();
		await endpoint.close();
	});
	return { double, endpoint };
}

export function question(overrides: Partial<ChatRequest> = {}): ChatRequest {
	return {
		model: 'double-1b',
		messages: [{ role: 'user', content: 'What is shadow cloning?' }],
		sampling: { temperature: 0 },
		...overrides,
	};
}

export function patience(overrides: Partial<AskOptions> = {}): AskOptions {
	return {
		signal: new AbortController().signal,
		timeoutMs: 20_000,
		retries: 0,
		retryBudget: createRetryBudget(1),
		stream: false,
		...overrides,
	};
}

/** The EndpointError that a promise is rejected with; anything else is thrown on. */
export async function errorOf(promise: Promise<unknown>): Promise<EndpointError> {
	try {
		await promise;
	} catch (error) {
		if (error instanceof EndpointError) return error;
		throw error;
	}
	throw new Error('This promise was to be rejected with an EndpointError, and was not');
}
