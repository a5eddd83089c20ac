import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ChatBody } from './vllmDouble/index.ts';
import { listenOnNewPort } from './listenOnNewPort.ts';

/** Stands before a model server, passes on what is asked of it, and keeps it. */
export interface Recorder {
	/** Ends in `/v1`, as the server's own. */
	readonly baseUrl: string;
	/** The chat requests that came, in their order. */
	readonly requests: readonly ChatBody[];
	/** Starts a new record. */
	clear(): void;
	close(): Promise<void>;
}

export async function startRecorder(baseUrl: string): Promise<Recorder> {
	const requests: ChatBody[] = [];
	const pass = async (request: IncomingMessage, response: ServerResponse) => {
		const body = await text(request);
		if (request.url === '/v1/chat/completions') requests.push(JSON.parse(body) as ChatBody);
		const headers = { 'content-type': 'application/json' };
		const answer = await fetch(new URL(request.url ?? '/', baseUrl), {
			method: request.method ?? 'GET',
			headers,
			...(body === '' ? {} : { body }),
		});
		response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
		for await (const piece of answer.body ?? []) response.write(piece);
		response.end();
	};
	const server = createServer((request, response) => void pass(request, response).catch((error: Error) => response.destroy(error)));
	const port = await listenOnNewPort(server);
	return {
		baseUrl: `http://127.0.0.1:${port}/v1`,
		requests,
		clear: () => void requests.splice(0),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
