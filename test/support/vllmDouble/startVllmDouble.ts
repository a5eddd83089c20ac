import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import { listenOnNewPort } from '../listenOnNewPort.ts';
import { answerChat } from './answerChat.ts';
import { checkRequest } from './checkRequest.ts';
import { composeAnswer } from './composeAnswer.ts';
import { Engine } from './engine.ts';
import { brokenJson, METHOD_NOT_ALLOWED, missingMessages, NOT_FOUND, overloaded, UNAUTHORIZED, type Refusal } from './errorBodies.ts';
import { pickFault, type Fault } from './faults.ts';
import { parseBody, readBody, send, sendFault } from './messages.ts';
import { describeModels, writeMetrics } from './pages.ts';
import { answerPooling } from './pooling.ts';
import type { ChatBody, DoubleCounters, VllmDoubleSettings } from './settings.ts';
import { PrefixCache, renderChat, tokenize } from './tokens.ts';
import { beginReply } from './writeReply.ts';

/** Answers like vLLM, without a model; counts everything a test may want to know. */
export interface VllmDouble {
	/** Ends in `/v1`. */
	readonly baseUrl: string;
	readonly model: string;
	readonly counters: Readonly<DoubleCounters>;
	/** Bodies of all chat requests, in the order in which they came. */
	readonly requests: readonly ChatBody[];
	/** Their headers by names in small letters, in the same order. */
	readonly headers: ReadonlyArray<Readonly<Record<string, string>>>;
	readonly running: number;
	readonly waiting: number;
	/** Moves the clock; for `stepMs: 'manual'`. */
	step(times?: number): void;
	/** Resolves when `condition` holds; it is looked at after every event the double sees. */
	until(condition: () => boolean): Promise<void>;
	close(): Promise<void>;
}

export async function startVllmDouble(settings: VllmDoubleSettings = {}): Promise<VllmDouble> {
	const double = new Double(settings);
	await double.listen();
	return double;
}

class Double implements VllmDouble {
	readonly counters: DoubleCounters = {
		received: 0,
		inFlight: 0,
		peakInFlight: 0,
		completed: 0,
		abortedByClient: 0,
		broken: 0,
		connectionsOpened: 0,
		connectionsOpen: 0,
	};
	readonly requests: ChatBody[] = [];
	private readonly rawHeaders: Array<readonly string[]> = [];
	readonly model: string;
	baseUrl = '';
	private readonly models: readonly string[];
	private readonly maxModelLen: number;
	private readonly engine: Engine;
	private readonly cache: PrefixCache;
	private readonly server: Server;
	private readonly settings: VllmDoubleSettings;
	private readonly watchers = new Set<() => void>();
	private readonly served = new WeakMap<Socket, number>();

	constructor(settings: VllmDoubleSettings) {
		this.settings = settings;
		this.models = settings.models ?? ['double-1b'];
		this.model = this.models[0]!;
		this.maxModelLen = settings.maxModelLen ?? 4096;
		this.engine = new Engine(settings.maxNumSeqs ?? 256, settings.stepMs ?? 1);
		this.cache = new PrefixCache(settings.blockSize ?? 16);
		this.server = createServer((request, response) => void this.route(request, response));
		this.server.keepAliveTimeout = settings.keepAliveMs ?? 5_000;
		/** Node adds a second to what it is told, so that clients which heed the header do not race; uvicorn does not. */
		(this.server as Server & { keepAliveTimeoutBuffer?: number }).keepAliveTimeoutBuffer = 0;
		this.server.on('connection', (socket) => this.welcome(socket));
	}

	/** Made when asked for: Node parses them only then, and clients are measured on this double. */
	get headers(): ReadonlyArray<Readonly<Record<string, string>>> {
		return this.rawHeaders.map((raw) =>
			Object.fromEntries(raw.flatMap((name, index) => (index % 2 === 0 ? [[name.toLowerCase(), raw[index + 1] ?? '']] : []))),
		);
	}

	get running(): number {
		return this.engine.running.size;
	}

	get waiting(): number {
		return this.engine.waiting.length;
	}

	async listen(): Promise<void> {
		this.baseUrl = `http://127.0.0.1:${await listenOnNewPort(this.server, this.settings.port)}/v1`;
	}

	step(times = 1): void {
		this.engine.step(times);
		this.notify();
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
		this.engine.stop();
		const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
		this.server.closeAllConnections();
		await closed;
	}

	private notify(): void {
		for (const look of [...this.watchers]) look();
	}

	private welcome(socket: Socket): void {
		this.counters.connectionsOpened++;
		this.counters.connectionsOpen++;
		socket.on('error', () => {});
		socket.once('close', () => {
			this.counters.connectionsOpen--;
			this.notify();
		});
		this.notify();
	}

	private async route(request: IncomingMessage, response: ServerResponse): Promise<void> {
		/** Said outright, because Node would name its keep-alive time beside it, which uvicorn does not. */
		response.setHeader('connection', 'keep-alive');
		const path = new URL(request.url ?? '/', 'http://double').pathname;
		const { apiKey } = this.settings;
		if (apiKey !== undefined && path.startsWith('/v1') && request.headers.authorization !== `Bearer ${apiKey}`)
			return void this.refuse(response, UNAUTHORIZED);
		if (path === '/v1/chat/completions')
			return request.method === 'POST' ? await this.chat(request, response) : void this.refuse(response, METHOD_NOT_ALLOWED);
		if (path === '/tokenize') return this.tokenize(JSON.parse(await readBody(request)) as ChatBody, response);
		const pages: Record<string, () => void> = {
			'/v1/models': () => send(response, 200, describeModels(this.models, this.maxModelLen)),
			'/version': () => send(response, 200, { version: '0.32.0' }),
			'/health': () => void response.writeHead(200, { 'content-length': 0 }).end(),
			'/metrics': () =>
				void response
					.writeHead(200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' })
					.end(writeMetrics(this.model, this.engine, this.cache)),
		};
		if (['/v1/embeddings', '/v1/rerank', '/v1/score'].includes(path)) {
			const answer = answerPooling(path, JSON.parse(await readBody(request)) as object, this.model, this.settings);
			return void (answer === undefined ? this.refuse(response, NOT_FOUND) : send(response, 200, answer));
		}
		const page = pages[path];
		if (page === undefined) this.refuse(response, NOT_FOUND);
		else page();
	}

	private async chat(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const index = this.counters.received++;
		this.counters.inFlight++;
		this.counters.peakInFlight = Math.max(this.counters.peakInFlight, this.counters.inFlight);
		let stopWork = () => {};
		let breaks = false;
		response.once('close', () => {
			stopWork();
			this.counters.inFlight--;
			if (response.writableFinished) this.counters.completed++;
			else if (breaks) this.counters.broken++;
			else this.counters.abortedByClient++;
			this.notify();
		});
		const text = await readBody(request);
		if (response.destroyed) return;
		const body = parseBody(text);
		this.requests.push(body ?? {});
		this.rawHeaders.push(request.rawHeaders);
		const servedBefore = this.served.get(request.socket) ?? 0;
		this.served.set(request.socket, servedBefore + 1);
		this.notify();

		const fault = pickFault(this.settings.faults, { index, body: body ?? {}, servedBefore });
		breaks = fault?.kind === 'resetBeforeBytes' || fault?.kind === 'resetMidway';
		if (sendFault(fault, response)) return;
		const start = () => {
			stopWork = this.answer(body, index, fault, response);
			this.notify();
		};
		if (fault?.kind === 'slow') {
			const timer = setTimeout(start, fault.byMs);
			stopWork = () => clearTimeout(timer);
		} else start();
	}

	private answer(body: ChatBody | undefined, index: number, fault: Fault | undefined, response: ServerResponse): () => void {
		const { maxQueued, answerAfterMs } = this.settings;
		const messages = body?.messages;
		if (body === undefined || messages === undefined) {
			return this.refuse(response, body === undefined ? brokenJson(0, 'Expecting value') : missingMessages(Object.keys(body).length));
		}
		const prompt = renderChat(messages);
		const tokens = tokenize(prompt);
		const refusal = checkRequest(body, tokens.length, { models: this.models, maxModelLen: this.maxModelLen });
		if (refusal !== undefined) return this.refuse(response, refusal);
		if (maxQueued !== undefined && this.running + this.waiting >= maxQueued) return this.refuse(response, overloaded(maxQueued));

		const scripted = fault?.kind === 'wrongSchema' ? 'This is not what the schema asks for.' : this.settings.answer?.(body, index);
		const count = typeof body.n === 'number' ? body.n : 1;
		const answers = Array.from({ length: count }, (_, child) => {
			const own = body.seed === undefined ? body : { ...body, seed: body.seed + child };
			return composeAnswer(own, prompt, index + child / count, scripted, this.maxModelLen - tokens.length);
		});
		const cached = this.cache.visit(tokens);
		const stream = body.stream === true && answerAfterMs === undefined;
		if (stream) response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' }).flushHeaders();
		return answerChat({
			response,
			engine: this.engine,
			head: beginReply(body.model ?? this.model),
			answers,
			counts: {
				prompt: tokens.length,
				completion: answers.reduce((sum, { completionTokens }) => sum + completionTokens, 0),
				...(this.settings.promptTokensDetails === false ? {} : { cached }),
			},
			fault,
			stream,
			includeUsage: (body.stream_options as { include_usage?: boolean } | undefined)?.include_usage === true,
			...(answerAfterMs === undefined ? {} : { answerAfterMs }),
		});
	}

	private tokenize(body: ChatBody, response: ServerResponse): void {
		const tokens = tokenize(body.messages === undefined ? String(body.prompt ?? '') : renderChat(body.messages));
		send(response, 200, {
			count: tokens.length,
			max_model_len: this.maxModelLen,
			tokens: tokens.map((token) => token.codePointAt(0)),
			token_strs: null,
		});
	}

	/** Nothing is under way after a refusal, so there is nothing to stop. */
	private refuse(response: ServerResponse, { status, body }: Refusal): () => void {
		send(response, status, body);
		return () => {};
	}
}
