import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { Agent, buildConnector, type Dispatcher, EnvHttpProxyAgent, request } from 'undici';
import { decodeBody } from './decodeBody';
import { FailedAttempt } from './failedAttempt';
import { followRedirects } from './followRedirects';
import { readRefusedAnswer } from './readRefusedAnswer';

/** vLLM's server closes a connection that was idle for 5 s; ours is given up before that, so that the two seldom cross. */
const KEEP_IDLE_MS = 4_000;
const CONNECT_TIMEOUT_MS = 5_000;

/** What one request may do, handed to the fetch below through the `openai` package's `fetchOptions`. */
export interface Attempt {
	readonly signal: AbortSignal;
	/** An answer in pieces is passed on as it comes; any other one is read whole first. */
	readonly stream: boolean;
	/** The head of an answer is there. */
	onHead?(): void;
}

export interface Transport {
	readonly fetch: typeof globalThis.fetch;
	close(): Promise<void>;
}

export interface TransportSettings {
	readonly apiKey?: string;
	/** Where requests go through; an own one is kept-alive and follows HTTP_PROXY, HTTPS_PROXY and NO_PROXY. */
	readonly dispatcher?: Dispatcher;
}

/**
 * Opens kept-alive connections and a `fetch` over them that does no more than a model server needs.
 *
 * Only the headers named here are sent: the ones the `openai` package makes tell about this machine, and cost time.
 * Anything but success is thrown as a FailedAttempt with the body as it came.
 */
export function openTransport(settings: TransportSettings): Transport {
	const resets = new WeakSet<Error>();
	const dispatcher = settings.dispatcher ?? openDispatcher(resets);
	const headers: Record<string, string> = { 'content-type': 'application/json', accept: 'application/json, text/event-stream' };
	if (settings.apiKey !== undefined && settings.apiKey !== '') headers.authorization = `Bearer ${settings.apiKey}`;

	const thinFetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const { attempt } = init as RequestInit & { attempt: Attempt };
		const send = async (target: string) =>
			await request(target, {
				dispatcher,
				method: init?.method === 'POST' ? 'POST' : 'GET',
				headers,
				body: (init?.body as string | null | undefined) ?? null,
				signal: attempt.signal,
				headersTimeout: 0,
				bodyTimeout: 0,
			}).catch((error: unknown) => {
				throw new FailedAttempt({ kind: 'unanswered', error, reused: isResetOfReused(error, resets) });
			});
		const { target, answer } = await followRedirects(String(url), send);
		attempt.onHead?.();
		return await toResponse(target, answer, attempt);
	};
	let closing: Promise<void> | undefined;
	return { fetch: thinFetch, close: async () => await (closing ??= dispatcher.close()) };
}

async function toResponse(url: string, answer: Dispatcher.ResponseData, attempt: Attempt): Promise<Response> {
	const { statusCode: status, headers } = answer;
	const contentType = String(headers['content-type'] ?? '');
	const ok = status >= 200 && status < 300;
	const body = headers['content-encoding'] === undefined ? answer.body : decodeBody(answer.body, headers['content-encoding']);
	// Servers stream though nobody asked, and call a stream by other names: what came is looked at where it is read.
	if (ok && (attempt.stream || contentType.includes('event-stream'))) return asResponse(url, status, contentType, body, '');

	if (!ok) throw await readRefusedAnswer(answer, async () => await readText(body));
	const words = await readText(body).catch((error: unknown) => {
		throw new FailedAttempt({ kind: 'cut', error, receivedCharacters: 0 });
	});
	return asResponse(url, status, contentType, null, words);
}

async function readText(body: Readable): Promise<string> {
	return 'text' in body && typeof body.text === 'function'
		? await (body as unknown as Dispatcher.ResponseData['body']).text()
		: await text(body);
}

/** As much of a Response as the `openai` package and this folder look at; a real one costs more than the whole request. */
function asResponse(url: string, status: number, contentType: string, body: Readable | null, text: string): Response {
	const response = {
		ok: true,
		status,
		statusText: '',
		url,
		headers: new Map([['content-type', contentType]]),
		body,
		text: async () => text,
	};
	return response as unknown as Response;
}

function openDispatcher(resets: WeakSet<Error>): Dispatcher {
	const settings = {
		keepAliveTimeout: KEEP_IDLE_MS,
		keepAliveMaxTimeout: KEEP_IDLE_MS,
		connections: null,
		headersTimeout: 0,
		bodyTimeout: 0,
		allowH2: false,
	};
	const hasProxy = ['http_proxy', 'https_proxy', 'HTTP_PROXY', 'HTTPS_PROXY'].some((name) => (process.env[name] ?? '') !== '');
	if (hasProxy) return new EnvHttpProxyAgent({ ...settings, connect: { timeout: CONNECT_TIMEOUT_MS } });

	const connect = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });
	return new Agent({
		...settings,
		connect: (options, done) => {
			connect(options, (...result) => {
				const [, socket] = result;
				socket?.prependListener('error', (error: Error) => {
					if (socket.bytesRead > 0) resets.add(error);
				});
				done(...result);
			});
		},
	});
}

/** Node's own ECONNRESET says nothing about its socket, undici's "other side closed" does. */
function isResetOfReused(error: unknown, resets: WeakSet<Error>): boolean {
	if (!(error instanceof Error)) return false;
	if (resets.has(error)) return true;
	const { code, socket } = error as { code?: string; socket?: { bytesRead?: number } };
	return code === 'UND_ERR_SOCKET' && (socket?.bytesRead ?? 0) > 0;
}
