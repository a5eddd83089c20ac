import { Agent, request, type Dispatcher } from 'undici';
import { z } from 'zod/v4';
import { hideSecrets, secretsOf } from '../../endpoint/hideSecrets';
import { trimEndOf } from '../../text/trimEndOf';
import { SandboxUnavailableError } from '../errors';
import { shorten } from '../../text/shorten';

const maxBodyBytes = 16 * 1024 * 1024;
const maxWaitMs = 5000;
const maxTries = 4;

const stage = z.object({
	stdout: z.string().default(''),
	stderr: z.string().default(''),
	code: z.number().nullish(),
	signal: z.string().nullish(),
	status: z.string().nullish(),
	wall_time: z.number().nullish(),
});
const reply = z.object({ run: stage, compile: stage.optional() });
const runtimes = z.array(
	z.object({ language: z.string(), version: z.string(), aliases: z.array(z.string()).default([]), runtime: z.string().optional() }),
);

export type PistonStage = z.infer<typeof stage>;
export type PistonReply = z.infer<typeof reply>;
export type PistonRuntime = z.infer<typeof runtimes>[number];

export interface PistonRequest {
	readonly language: string;
	readonly version: string;
	readonly files: ReadonlyArray<{ readonly name: string; readonly content: string }>;
	readonly stdin: string;
	readonly run_timeout?: number;
	readonly run_memory_limit?: number;
}

/** Talks to a service in the shape of Piston. Each way it can go wrong has its sentence. */
export class PistonClient {
	/** Without a query, and without a user name or password, which are not sent. */
	private readonly base: string;
	private readonly query: string;
	/** What no sentence may tell. */
	private readonly secrets: readonly string[];
	private readonly agent = new Agent({ keepAliveTimeout: 4000, connectTimeout: 5000 });

	constructor(
		url: string,
		private readonly key: string | undefined,
	) {
		const typed = URL.parse(url.trim());
		const place = typed === null ? url.trim() : typed.origin + typed.pathname;
		const trimmed = trimEndOf(place, /\//).replace(/\/(runtimes|execute)$/, '');
		this.base = /\/api\/v2(\/piston)?$/.test(trimmed) ? trimmed : `${trimmed}/api/v2`;
		this.query = typed?.search ?? '';
		const own = typed === null ? [] : [typed.username, typed.password];
		this.secrets = [...secretsOf({ apiKey: key ?? '', query: this.query }), ...own.filter((each) => each !== '')];
	}

	async runtimes(signal: AbortSignal): Promise<readonly PistonRuntime[]> {
		return this.read(await this.send('GET', '/runtimes', undefined, 20_000, signal), runtimes);
	}

	/** Runs once. A limit that the service finds too high is lowered to what it allows, and asked again. */
	async execute(body: PistonRequest, waitMs: number, signal: AbortSignal): Promise<PistonReply> {
		const answer = await this.send('POST', '/execute', body, waitMs, signal);
		const lowered = answer.status === 400 ? lowerLimits(body, answer.text) : undefined;
		return this.read(lowered ? await this.send('POST', '/execute', lowered, waitMs, signal) : answer, reply);
	}

	async close(): Promise<void> {
		await this.agent.close();
	}

	private async send(method: Dispatcher.HttpMethod, path: string, body: unknown, waitMs: number, signal: AbortSignal) {
		for (let tried = 1; ; tried++) {
			const answer = await this.sendOnce(method, path, body, waitMs, signal);
			if (answer.status !== 429 || tried === maxTries) return answer;
			await wait(Math.min(answer.retryAfterMs ?? 250 * tried, maxWaitMs), signal);
		}
	}

	private async sendOnce(method: Dispatcher.HttpMethod, path: string, body: unknown, waitMs: number, signal: AbortSignal) {
		try {
			const answer = await request(this.base + path + this.query, {
				method,
				dispatcher: this.agent,
				signal,
				headersTimeout: waitMs,
				bodyTimeout: waitMs,
				headers: { 'content-type': 'application/json', ...(this.key ? { authorization: `Bearer ${this.key}` } : {}) },
				...(body === undefined ? {} : { body: JSON.stringify(body) }),
			});
			const text = await readBody(answer.body);
			const retryAfter = Number(answer.headers['retry-after']);
			return { status: answer.statusCode, text, retryAfterMs: Number.isFinite(retryAfter) ? retryAfter * 1000 : undefined };
		} catch (error) {
			signal.throwIfAborted();
			throw this.unreachable(error);
		}
	}

	private read<Shape extends z.ZodType>(answer: { status: number; text: string }, shape: Shape): z.infer<Shape> {
		const { status, text } = answer;
		if (status === 401 || status === 403)
			throw this.trouble(`The code-running service at ${this.base} did not accept the key`, 'Correct the key in the credential.');
		if (status === 429)
			throw this.trouble(
				`The code-running service at ${this.base} had too many requests, ${maxTries} times in a row`,
				'Ask for fewer clones at once, or run a service of your own.',
			);
		if (status === 404)
			throw this.trouble(
				`There is no code-running service at ${this.base}`,
				'Give the address before /api/v2, such as http://localhost:2000.',
			);
		if (status >= 400) throw this.trouble(`The code-running service refused: ${messageIn(text)}`, 'Look at the log of the service.');
		const parsed = shape.safeParse(parseJson(text));
		if (parsed.success) return parsed.data;
		throw this.trouble(
			`What answers at ${this.base} is no code-running service: it sent "${shorten(text, 120)}"`,
			'Give the address of a service in the shape of Piston.',
		);
	}

	private unreachable(error: unknown): SandboxUnavailableError {
		const code = (error as NodeJS.ErrnoException).code ?? (error as { cause?: NodeJS.ErrnoException }).cause?.code ?? '';
		const why = reasons[code] ?? (error instanceof Error ? error.message : String(error));
		return this.trouble(
			`The code-running service at ${this.base} does not answer: ${why}`,
			'Start the service, or correct its address in the credential.',
			// What is no address is in its error as it was typed.
			code === 'ERR_INVALID_URL' ? undefined : error,
		);
	}

	private trouble(message: string, advice: string, cause?: unknown): SandboxUnavailableError {
		return new SandboxUnavailableError(hideSecrets(message, this.secrets), advice, cause);
	}
}

const reasons: Record<string, string> = {
	ECONNREFUSED: 'nothing listens there',
	ENOTFOUND: 'the name is not known',
	EAI_AGAIN: 'the name is not known',
	ECONNRESET: 'it closed the connection',
	UND_ERR_SOCKET: 'it closed the connection',
	UND_ERR_CONNECT_TIMEOUT: 'it took more than 5 seconds to connect',
	UND_ERR_HEADERS_TIMEOUT: 'it took too long',
	UND_ERR_BODY_TIMEOUT: 'it took too long',
	UND_ERR_INVALID_ARG: 'this is no address',
	ERR_INVALID_URL: 'this is no address',
};

/** Piston words it so: `run_timeout cannot exceed the configured limit of 3000`. */
function lowerLimits(body: PistonRequest, text: string): PistonRequest | undefined {
	const limit = Number(/cannot exceed the configured limit of (\d+)/.exec(text)?.[1]);
	if (!Number.isFinite(limit)) return undefined;
	if (/run_timeout/.test(text)) return { ...body, run_timeout: limit };
	const { run_memory_limit: _, ...rest } = body;
	return rest;
}

async function readBody(body: AsyncIterable<Buffer>): Promise<string> {
	const chunks: Buffer[] = [];
	let bytes = 0;
	for await (const chunk of body) {
		bytes += chunk.length;
		if (bytes > maxBodyBytes) throw new Error(`its answer has more than ${maxBodyBytes} bytes`);
		chunks.push(chunk);
	}
	return Buffer.concat(chunks).toString();
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}

function messageIn(text: string): string {
	const parsed = parseJson(text);
	const message = typeof parsed === 'object' && parsed !== null ? (parsed as { message?: unknown }).message : undefined;
	return shorten(typeof message === 'string' ? message : text, 120);
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => {
			signal.removeEventListener('abort', stop);
			resolve();
		}, milliseconds);
		const stop = () => {
			clearTimeout(timer);
			reject(signal.reason);
		};
		signal.addEventListener('abort', stop, { once: true });
	});
}
