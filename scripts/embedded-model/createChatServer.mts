import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { ChatReplies } from './chatReplies.mts';
import type { EmbeddedModel } from './embeddedModel.mts';
import { readBody, readChatRequest, readMessages } from './readChatRequest.mts';
import type { ChatRequest } from './readChatRequest.mts';
import { internalError, malformedBody, RequestError, unauthorized, unknownPath, wrongMethod } from './requestError.mts';

export interface ChatServerOptions {
	readonly model: EmbeddedModel;
	/** The name clients ask for. */
	readonly modelId: string;
	/** Asked of every path under /v1, as vLLM does; /health and the rest stay open. */
	readonly apiKey?: string;
}

type Handler = (request: IncomingMessage, response: ServerResponse) => Promise<void> | void;

/** A server in vLLM's shape over one embedded model. It does not listen yet. */
export function createChatServer(options: ChatServerOptions): Server {
	const routes = createRoutes(options);
	const server = createServer((request, response) => {
		void answer(routes, options, request, response);
	});
	// vLLM closes a connection that was idle for 5 s: clients that work here work there.
	server.keepAliveTimeout = 5000;
	server.requestTimeout = 0;
	return server;
}

async function answer(
	routes: ReadonlyMap<string, Handler>,
	options: ChatServerOptions,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	try {
		const { pathname } = new URL(request.url ?? '/', 'http://localhost');
		if (pathname.startsWith('/v1') && !isAuthorized(request, options.apiKey)) throw unauthorized();
		const handler = routes.get(`${request.method} ${pathname}`);
		if (!handler) {
			throw [...routes.keys()].some((route) => route.endsWith(` ${pathname}`)) ? wrongMethod() : unknownPath();
		}
		await handler(request, response);
	} catch (error) {
		if (response.destroyed) return; // the client has gone: there is nobody to tell
		const told = error instanceof RequestError ? error : internalError(String(error));
		if (!(error instanceof RequestError)) console.error(error);
		if (response.headersSent) response.end(`data: ${JSON.stringify(told.body)}\n\ndata: [DONE]\n\n`);
		else sendJson(response, told.status, told.body);
	}
}

function isAuthorized(request: IncomingMessage, apiKey: string | undefined): boolean {
	return apiKey === undefined || request.headers.authorization?.replace(/^bearer /i, '') === apiKey;
}

function createRoutes(options: ChatServerOptions): ReadonlyMap<string, Handler> {
	const { model, modelId } = options;
	const { slots, maxModelLen } = model;
	const created = Math.floor(Date.now() / 1000);
	const card = { id: modelId, object: 'model', created, owned_by: 'embedded', root: modelId, parent: null, max_model_len: maxModelLen };
	return new Map<string, Handler>([
		['GET /health', (_request, response) => void response.writeHead(200).end()],
		['GET /version', (_request, response) => sendJson(response, 200, { version: 'embedded' })],
		['GET /v1/models', (_request, response) => sendJson(response, 200, { object: 'list', data: [card] })],
		['GET /metrics', (_request, response) => sendMetrics(response, slots.running, slots.waiting)],
		['POST /tokenize', async (request, response) => sendJson(response, 200, tokenize(options, await readJson(request)))],
		['POST /v1/chat/completions', async (request, response) => await chat(options, request, response)],
	]);
}

/** The two gauges that tell whether an aborted request is really gone. */
function sendMetrics(response: ServerResponse, running: number, waiting: number): void {
	const lines = [`vllm:num_requests_running ${running}.0`, `vllm:num_requests_waiting ${waiting}.0`, ''];
	response.writeHead(200, { 'content-type': 'text/plain' }).end(lines.join('\n'));
}

function tokenize({ model, modelId }: ChatServerOptions, value: unknown): object {
	const body = readBody(value);
	const { prompt } = body;
	const tokens = typeof prompt === 'string' ? model.tokenize(prompt) : model.tokenizeMessages(readMessages(body, modelId));
	return { count: tokens.length, max_model_len: model.maxModelLen, tokens, token_strs: null };
}

async function chat(options: ChatServerOptions, incoming: IncomingMessage, response: ServerResponse): Promise<void> {
	const gone = new AbortController();
	response.once('close', () => {
		if (!response.writableFinished) gone.abort(new Error('The client closed the connection'));
	});
	const { model, modelId } = options;
	const request = readChatRequest(await readJson(incoming), { id: modelId, maxModelLen: model.maxModelLen });
	const generate = await model.prepare(request);
	const replies = new ChatReplies(modelId);
	if (!request.stream) {
		sendJson(response, 200, replies.whole(await generate(gone.signal, () => undefined)));
		return;
	}
	await stream(response, replies, request, async (onText) => await generate(gone.signal, onText));
}

async function stream(
	response: ServerResponse,
	replies: ChatReplies,
	request: ChatRequest,
	generate: (onText: (piece: string) => void) => ReturnType<Awaited<ReturnType<EmbeddedModel['prepare']>>>,
): Promise<void> {
	const send = (event: object) => {
		// vLLM, too, opens the stream with its first token, not while the request waits.
		if (!response.headersSent) {
			response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
			send(replies.opening());
		}
		response.write(`data: ${JSON.stringify(event)}\n\n`);
	};
	const answered = await generate((piece) => {
		if (piece !== '') send(replies.piece(piece));
	});
	send(replies.closing(answered));
	if (request.includeUsage) send(replies.usage(answered));
	response.end('data: [DONE]\n\n');
}

async function readJson(request: IncomingMessage): Promise<unknown> {
	const pieces: Buffer[] = [];
	for await (const piece of request) pieces.push(piece as Buffer);
	const text = Buffer.concat(pieces).toString('utf8');
	if (text === '') return undefined;
	try {
		return JSON.parse(text);
	} catch {
		throw malformedBody('body.0', 'json_invalid', 'JSON decode error', {});
	}
}

function sendJson(response: ServerResponse, status: number, body: unknown): void {
	const text = Buffer.from(JSON.stringify(body));
	response.writeHead(status, { 'content-type': 'application/json', 'content-length': text.length }).end(text);
}
