import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';
import { listenOnNewPort } from './listenOnNewPort.ts';

export interface PlainServer {
	/** Without a path. */
	readonly origin: string;
	readonly seen: readonly {
		readonly method: string;
		readonly url: string;
		readonly headers: IncomingHttpHeaders;
		readonly body: Record<string, unknown>;
	}[];
}

export interface PlainServerSettings {
	/** What `/models` answers: an object is sent as JSON, a text as it is; 'hang' never answers. */
	readonly models?: unknown;
	readonly modelsStatus?: number;
	/** How long `/models` takes; 0 where not given. */
	readonly modelsAfterMs?: number;
	/** Decides who is let in; absent: everybody. */
	readonly letsIn?: (headers: IncomingHttpHeaders) => boolean;
	/** What it says to those who are not let in. */
	readonly unwelcome?: string;
	/** Makes it speak https. */
	readonly tls?: { readonly key: string; readonly cert: string };
}

const answer = {
	id: 'c-1',
	object: 'chat.completion',
	model: 'm',
	choices: [{ index: 0, message: { role: 'assistant', content: 'Found.' }, finish_reason: 'stop' }],
	usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 },
};

/** A model server of few words: a list of models in any shape, and the same answer to every chat. Closed when the test is over. */
export async function startPlainServer(settings: PlainServerSettings = {}): Promise<PlainServer> {
	const {
		models = { data: [{ id: 'm' }] },
		modelsStatus = 200,
		modelsAfterMs = 0,
		letsIn = () => true,
		unwelcome = 'Who are you?',
		tls,
	} = settings;
	const seen: PlainServer['seen'][number][] = [];
	const play = async (request: IncomingMessage, response: ServerResponse) => {
		const { method = '', url = '', headers } = request;
		const body = (await request.toArray()).join('');
		seen.push({ method, url, headers, body: body === '' ? {} : (JSON.parse(body) as Record<string, unknown>) });
		const send = (status: number, said: unknown) =>
			void response.writeHead(status, { 'content-type': 'application/json' }).end(typeof said === 'string' ? said : JSON.stringify(said));
		if (!letsIn(headers)) return send(401, { error: { message: unwelcome } });
		const { pathname } = new URL(url, 'http://localhost');
		if (!pathname.endsWith('/models')) return send(200, answer);
		if (models === 'hang') return;
		await sleep(modelsAfterMs);
		send(modelsStatus, models);
	};
	const server = tls === undefined ? createServer() : createSecureServer(tls);
	server.on('request', (request, response) => void play(request, response));
	const port = await listenOnNewPort(server);
	onTestFinished(() => {
		server.closeAllConnections();
		server.close();
	});
	return { origin: `http${tls === undefined ? '' : 's'}://127.0.0.1:${port}`, seen };
}
