import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { listenOnNewPort } from '../listenOnNewPort.ts';
import type { ChatBody, Refusal, ModelReply, ServerKind } from './serverKind.ts';
import { countTokens, refuse } from './refuse.ts';
import { breakOff, breaksAt, readJson, send, sendWhole } from './sendReply.ts';
import type { Trouble } from './trouble.ts';
import { writeEvents, writeWhole } from './writeReply.ts';

export interface ServerScript {
	/** What the model says; a string is text alone. The index counts from 0 over the requests that are answered. */
	readonly answer?: (body: ChatBody, index: number) => ModelReply | string;
	readonly trouble?: (body: ChatBody, index: number) => Trouble | undefined;
	readonly apiKey?: string;
}

/** One server of the zoo. */
export interface ZooServer {
	readonly kind: ServerKind;
	readonly baseUrl: string;
	readonly model: string;
	/** Bodies of the chat requests, in the order in which they came. */
	readonly requests: readonly ChatBody[];
	/** When they came, by `performance.now()`. */
	readonly arrivals: readonly number[];
	/** Query and headers of the last request. */
	readonly last: { readonly query: string; readonly headers: IncomingMessage['headers'] };
	/** Requests that were answered with an error. */
	readonly refused: number;
	/** Fields for which requests were refused. */
	readonly refusedFields: readonly string[];
	/** Requests that were not refused. */
	readonly begun: number;
	readonly inFlight: number;
	/** Connections that the client closed before its answer was whole. */
	readonly aborted: number;
	readonly connectionsOpen: number;
	/** Resolves when `condition` holds; it is looked at after every event. */
	until(condition: () => boolean): Promise<void>;
	close(): Promise<void>;
}

/** Starts a server of this kind on loopback. */
export async function startServer(kind: ServerKind, script: ServerScript = {}): Promise<ZooServer> {
	const server = new Double(kind, script);
	await server.listen();
	return server;
}

class Double implements ZooServer {
	readonly kind: ServerKind;
	readonly requests: ChatBody[] = [];
	readonly arrivals: number[] = [];
	last: ZooServer['last'] = { query: '', headers: {} };
	baseUrl = '';
	refused = 0;
	readonly refusedFields: string[] = [];
	begun = 0;
	inFlight = 0;
	aborted = 0;
	connectionsOpen = 0;
	private readonly script: ServerScript;
	private readonly server: Server;
	private readonly watchers = new Set<() => void>();
	private troubledSince: number | undefined;

	constructor(kind: ServerKind, script: ServerScript) {
		this.kind = kind;
		this.script = script;
		this.server = createServer((request, response) => void this.route(request, response));
		this.server.on('connection', (socket) => {
			this.connectionsOpen++;
			socket.on('error', () => {});
			socket.once('close', () => {
				this.connectionsOpen--;
				this.notify();
			});
		});
	}

	get model(): string {
		return this.kind.model;
	}

	async listen(): Promise<void> {
		this.baseUrl = `http://127.0.0.1:${await listenOnNewPort(this.server)}${this.kind.base ?? '/v1'}`;
	}

	async until(condition: () => boolean): Promise<void> {
		if (condition()) return;
		await new Promise<void>((resolve) => {
			const look = () => {
				if (!condition()) return;
				this.watchers.delete(look);
				resolve();
			};
			this.watchers.add(look);
		});
	}

	async close(): Promise<void> {
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
	}

	private notify(): void {
		for (const look of [...this.watchers]) look();
	}

	private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const url = new URL(request.url ?? '/', 'http://zoo');
		this.last = { query: url.search, headers: request.headers };
		const { apiKey } = this.script;
		const { wrongKey } = this.kind.errors;
		const body = await readJson(request);
		if (response.destroyed) return;
		if (apiKey !== undefined && wrongKey !== undefined && request.headers.authorization !== `Bearer ${apiKey}`)
			return send(response, wrongKey);
		if (url.pathname.endsWith('/models')) return send(response, { status: 200, body: this.kind.models });
		if (url.pathname.endsWith('/chat/completions')) return await this.chat(body, response);
		send(response, { status: 404, body: { detail: 'Not Found' } });
	}

	private async chat(body: ChatBody, response: ServerResponse): Promise<void> {
		const index = this.requests.push(body) - 1;
		this.arrivals.push(performance.now());
		this.inFlight++;
		response.once('close', () => {
			this.inFlight--;
			if (!response.writableFinished) this.aborted++;
			this.notify();
		});
		this.notify();
		const planned = this.script.trouble?.(body, index);
		const trouble = planned !== undefined && 'forMs' in planned ? undefined : planned;
		const refusal = this.refuseFor(planned) ?? refuse(this.kind, body, (field) => void this.refusedFields.push(field));
		if (refusal !== undefined) {
			this.refused++;
			return send(response, refusal);
		}
		const nth = this.begun++;
		this.notify();
		if (trouble?.kind === 'silent') return;
		const answer = this.script.answer?.(body, nth) ?? 'Here is an answer.';
		await this.answer(typeof answer === 'string' ? { text: answer } : answer, body, trouble, response);
	}

	private refuseFor(trouble: Trouble | undefined): Refusal | undefined {
		if (trouble?.kind !== 'overloaded' && trouble?.kind !== 'loading') return undefined;
		this.troubledSince ??= performance.now();
		const leftMs = this.troubledSince + trouble.forMs - performance.now();
		if (leftMs <= 0) return undefined;
		const { overloaded, loading } = this.kind.errors;
		return trouble.kind === 'loading' ? loading?.(trouble.forMs) : overloaded?.refusal(trouble.forMs);
	}

	private async answer(said: ModelReply, body: ChatBody, trouble: Trouble | undefined, response: ServerResponse): Promise<void> {
		const kind: ServerKind = trouble?.kind === 'withoutUsage' ? { ...this.kind, usage: 'never' } : this.kind;
		const counts = {
			prompt: Math.min(countTokens(body), kind.contextTokens),
			completion: Math.ceil(`${said.thinking ?? ''}${said.text ?? ''}`.length / 4) + 1,
		};
		if (body.stream !== true && kind.stream?.always === undefined)
			return sendWhole(response, kind, writeWhole(kind, said, counts), trouble);
		response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
		let packet = kind.stream?.before ?? '';
		for (const [sent, line] of writeEvents(kind, said, counts, body).entries()) {
			if (breaksAt(trouble, sent)) return breakOff(response, kind, trouble, packet);
			packet += line;
			if (sent % 4 !== 3) continue;
			// A breath now and then, so that not all pieces travel in one packet.
			response.write(packet);
			packet = '';
			await new Promise((resolve) => setImmediate(resolve));
			if (response.destroyed) return;
		}
		response.end(packet);
	}
}
