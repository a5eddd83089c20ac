import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
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
	const endpoint = createEndpoint({ baseUrl: double.baseUrl, backoff: { random: () => 0 }, ...endpointSettings });
	onTestFinished(async () => {
		await double.close();
		await endpoint.close();
	});
	return { double, endpoint };
}

/** A request that came to a plain server. */
export interface Arrived extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
	readonly body: string;
	/** Milliseconds, by the clock of `performance`. */
	readonly at: number;
}

export interface PlainServer {
	/** Without a path. */
	readonly origin: string;
	readonly arrived: readonly Arrived[];
	readonly endpoint: Endpoint;
}

/** A server that answers every chat request as the test says and lists one model, `double-1b`, and an endpoint on it. */
export async function startPlainServer(
	answer: (request: Arrived, response: ServerResponse, index: number) => void,
	endpointSettings: Partial<EndpointSettings> = {},
): Promise<PlainServer> {
	const arrived: Arrived[] = [];
	const server = createServer((request, response) => {
		void text(request).then((body) => {
			if (request.url?.endsWith('/models') === true) return answerWith(response, 200, { data: [{ id: 'double-1b' }] });
			const { method, url, headers } = request;
			const each = {
				...(method === undefined ? {} : { method }),
				...(url === undefined ? {} : { url }),
				headers,
				body,
				at: performance.now(),
			};
			arrived.push(each);
			answer(each, response, arrived.length - 1);
		});
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	const endpoint = createEndpoint({ baseUrl: origin, backoff: { random: () => 0 }, ...endpointSettings });
	onTestFinished(async () => {
		server.closeAllConnections();
		await new Promise((resolve) => server.close(resolve));
		await endpoint.close();
	});
	return { origin, arrived, endpoint };
}

export function answerWith(response: ServerResponse, status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): void {
	response
		.writeHead(status, { 'content-type': 'application/json', ...headers })
		.end(typeof body === 'string' ? body : JSON.stringify(body));
}

/** A whole chat answer. */
export const wholeAnswer = (content: string) => ({
	model: 'double-1b',
	choices: [{ index: 0, message: { role: 'assistant', content }, finish_reason: 'stop' }],
});

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
