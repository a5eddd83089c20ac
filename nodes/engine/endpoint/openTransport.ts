import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { type Dispatcher, request } from 'undici';
import { decodeBody } from './decodeBody';
import { FailedAttempt } from './failedAttempt';
import { followRedirects } from './followRedirects';
import { openDispatcher } from './openDispatcher';
import { readRefusedAnswer } from './readRefusedAnswer';
import { withoutHalfCharacters } from './withoutHalfCharacters';

/** What one request may do, handed to the fetch below through the `openai` package's `fetchOptions`. */
export interface Attempt {
	readonly signal: AbortSignal;
	/** An answer in pieces is passed on as it comes; any other one is read whole first. */
	readonly stream: boolean;
	/** The head of an answer is there. */
	onHead?(): void;
	/** Of this request alone; those of the transport win. */
	readonly headers?: Readonly<Record<string, string>>;
}

export interface Transport {
	readonly fetch: typeof globalThis.fetch;
	/** Closes the connections when what is under way has ended; a later request opens new ones. */
	close(): Promise<void>;
}

export interface TransportSettings {
	readonly apiKey?: string;
	/** Sent with every request, by their names in small letters; they win over those made here. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Put behind the path of every request, with its question mark. */
	readonly query?: string;
	/** Take any certificate of the server. */
	readonly ignoresSslIssues?: boolean;
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
	const { apiKey = '', query = '', ignoresSslIssues = false } = settings;
	const headers: Readonly<Record<string, string>> = {
		'content-type': 'application/json',
		accept: 'application/json, text/event-stream',
		...(apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
		...settings.headers,
	};
	let own: Dispatcher | undefined;

	const thinFetch = async (url: string | URL | Request, init?: RequestInit): Promise<Response> => {
		const { attempt } = init as RequestInit & { attempt: Attempt };
		const body = typeof init?.body === 'string' ? withoutHalfCharacters(init.body) : null;
		const send = async (target: string) =>
			await request(target, {
				dispatcher: settings.dispatcher ?? (own ??= openDispatcher(resets, ignoresSslIssues)),
				method: init?.method === 'POST' ? 'POST' : 'GET',
				headers: attempt.headers === undefined ? headers : { ...attempt.headers, ...headers },
				body,
				signal: attempt.signal,
				headersTimeout: 0,
				bodyTimeout: 0,
			}).catch((error: unknown) => {
				throw new FailedAttempt({ kind: 'unanswered', error, reused: isResetOfReused(error, resets) });
			});
		const { target, answer } = await followRedirects(`${String(url)}${query}`, send);
		attempt.onHead?.();
		return await toResponse(target, answer, attempt);
	};
	let closing: Promise<void> | undefined;
	const close = async () => {
		if (settings.dispatcher !== undefined) return await (closing ??= settings.dispatcher.close());
		const closed = own;
		own = undefined;
		await closed?.close();
	};
	return { fetch: thinFetch, close };
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

/** Node's own ECONNRESET says nothing about its socket, undici's "other side closed" does. */
function isResetOfReused(error: unknown, resets: WeakSet<Error>): boolean {
	if (!(error instanceof Error)) return false;
	if (resets.has(error)) return true;
	const { code, socket } = error as { code?: string; socket?: { bytesRead?: number } };
	return code === 'UND_ERR_SOCKET' && (socket?.bytesRead ?? 0) > 0;
}
