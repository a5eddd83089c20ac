import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { onTestFinished } from 'vitest';
import { createEndpoint, type Endpoint, type EndpointSettings } from '../../../nodes/engine/endpoint';
import { listenOnNewPort } from '../../support/listenOnNewPort.ts';

/** A request that came to a scripted server. */
export interface Arrived extends Pick<IncomingMessage, 'method' | 'url' | 'headers'> {
	readonly body: string;
	/** Milliseconds, by the clock of `performance`. */
	readonly at: number;
}

export interface ScriptedServer {
	/** Without a path. */
	readonly origin: string;
	readonly arrived: readonly Arrived[];
	readonly endpoint: Endpoint;
}

/** A server that answers every chat request as the test says and lists one model, `double-1b`, and an endpoint on it. */
export async function startScriptedServer(
	answer: (request: Arrived, response: ServerResponse, index: number) => void,
	endpointSettings: Partial<EndpointSettings> = {},
): Promise<ScriptedServer> {
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
	const origin = `http://127.0.0.1:${await listenOnNewPort(server)}`;
	const endpoint = createEndpoint({ baseUrl: origin, backoff: { firstMs: 0 }, ...endpointSettings });
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
