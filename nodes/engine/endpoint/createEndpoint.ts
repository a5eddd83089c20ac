import type { OpenAI } from 'openai';
import type { Dispatcher } from 'undici';
import { InvalidInputError } from '../errors';
import { passOn } from './askOnce';
import { askPersistently, causeOf } from './askPersistently';
import type { AskOptions, ChatAnswer, ChatRequest, ModelInfo, RequestHeaders } from './endpoint';
import { EndpointError, type Explanation } from './endpointError';
import { embedTexts } from './embedTexts';
import { FailedAttempt } from './failedAttempt';
import { classifyFailure } from './failures/classifyFailure';
import { compareWithList } from './failures/compareWithList';
import { explain } from './failures/explain';
import type { Asked, KnownFailure, PoolingTask } from './failures/facts';
import { secretsOf } from './hideSecrets';
import { closestFirst, readModelList } from './modelList';
import { openTransport, type Transport } from './openTransport';
import { parseAddress, queryOf } from './parseAddress';
import { PlainOpenAI } from './plainOpenAi';
import { type Backoff, DEFAULT_BACKOFF } from './planRetry';
import { rankTexts } from './rankTexts';
import { readHeaders } from './readHeaders';
import { createServerQuestion, type OpenQuestion, type ServerEndpoint, type ServerQuestion } from './serverQuestion';
import { untilAborted } from '../untilAborted';
import { startTimeLimit } from './timeLimit';

export interface EndpointSettings {
	/** As the user typed it; every request carries its query. */
	readonly baseUrl: string;
	readonly apiKey?: string;
	/** Sent with every request, as a gateway or Azure asks for them; an Authorization among them wins over the API key. */
	readonly headers?: Readonly<Record<string, string>>;
	/** Take any certificate of this server, even one that nobody vouches for. */
	readonly ignoresSslIssues?: boolean;
	readonly backoff?: Partial<Backoff>;
	readonly dispatcher?: Dispatcher;
}

/** Nobody waits longer than this for the list of models that makes an error's sentence better. */
const MODEL_LOOKUP_MS = 3_000;
/** Clones that all ask for the same missing model share one look at the list. */
const MODEL_LOOKUP_KEPT_MS = 5_000;

/**
 * Opens a model server that speaks the OpenAI API.
 *
 * Requests go through the `openai` package without its retries and timeouts: both are kept here, for all clones of a run together.
 *
 * @throws InvalidInputError when the address, the key or a header is none.
 */
export function createEndpoint(settings: EndpointSettings): ServerEndpoint {
	const apiKey = settings.apiKey?.trim() ?? '';
	if (!/^[\x20-\x7e]*$/.test(apiKey)) {
		throw new InvalidInputError(
			'The API key holds a character that no key has, such as a line break or an accent.',
			'Copy it again, in one piece.',
			'API Key',
		);
	}
	const { baseUrl, headers = {} } = settings;
	return new OpenAiEndpoint({ ...settings, apiKey, headers: readHeaders(headers) }, parseAddress(baseUrl), queryOf(baseUrl));
}

class OpenAiEndpoint implements ServerEndpoint {
	private readonly transport: Transport;
	private readonly client: OpenAI;
	private readonly backoff: Backoff;
	readonly secrets: readonly string[];
	private lookup: { readonly at: number; readonly models: Promise<readonly ModelInfo[]> } | undefined;

	constructor(
		private readonly settings: EndpointSettings,
		readonly baseUrl: string,
		query: string,
	) {
		this.transport = openTransport({ ...settings, query });
		this.secrets = secretsOf({ ...settings, query });
		this.backoff = { ...DEFAULT_BACKOFF, ...settings.backoff };
		this.client = new PlainOpenAI(baseUrl, this.transport.fetch);
	}

	async chat(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		return await untilAborted(async () => await this.askInTime(request, options), options.signal);
	}

	private async askInTime(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		const limit = startTimeLimit(options.signal, options);
		const question = this.open({ request, options, signal: limit.signal });
		try {
			return await askPersistently({ ...question, options, limit, backoff: this.backoff });
		} finally {
			limit.release();
		}
	}

	open(question: OpenQuestion): ServerQuestion {
		const { client, baseUrl, secrets } = this;
		return createServerQuestion(
			{
				client,
				baseUrl,
				secrets,
				describeAsked: (model, body) => this.describeAsked(model, body),
				explain: async (known, signal) => await this.explain(known, signal),
			},
			question,
		);
	}

	async listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		try {
			return await untilAborted(async () => await this.fetchModels(signal), signal);
		} catch (error) {
			if (signal.aborted) throw signal.reason;
			if (!(error instanceof FailedAttempt)) throw error;
			const known = classifyFailure(error.failure, { ...this.describeAsked(''), task: 'list' });
			throw new EndpointError(explain(known), 1, this.secrets, causeOf(error.failure));
		}
	}

	async embed(
		model: string,
		texts: readonly string[],
		signal: AbortSignal,
		headers?: RequestHeaders,
	): Promise<readonly (readonly number[])[]> {
		return await this.pool('vectors', model, texts, signal, async () => await embedTexts(this.client, model, texts, signal, headers));
	}

	async rank(
		model: string,
		query: string,
		texts: readonly string[],
		signal: AbortSignal,
		headers?: RequestHeaders,
	): Promise<readonly number[]> {
		return await this.pool('ranks', model, texts, signal, async () => await rankTexts(this.client, model, query, texts, signal, headers));
	}

	async close(): Promise<void> {
		await this.transport.close();
	}

	private async pool<Result>(
		task: PoolingTask,
		model: string,
		texts: readonly string[],
		signal: AbortSignal,
		ask: () => Promise<Result>,
	): Promise<Result> {
		signal.throwIfAborted();
		try {
			return await untilAborted(ask, signal);
		} catch (error) {
			if (signal.aborted) throw signal.reason;
			if (!(error instanceof FailedAttempt)) throw error;
			const known = classifyFailure(error.failure, { ...this.describeAsked(model, texts), task });
			throw new EndpointError(await this.explain(known, signal), 1, this.secrets, causeOf(error.failure));
		}
	}

	private async fetchModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		const response = await this.client.get('/models', passOn({ signal, stream: false })).asResponse();
		return readModelList(await response.text());
	}

	/** Azure and gateways take it in a header of their own. */
	private get hasKey(): boolean {
		const { apiKey = '', headers = {} } = this.settings;
		return apiKey !== '' || Object.keys(headers).some((name) => /key|auth|token|secret/.test(name));
	}

	private describeAsked(model: string, body?: unknown): Asked {
		const { baseUrl, hasKey, secrets } = this;
		const requestBytes = body === undefined ? 0 : Buffer.byteLength(JSON.stringify(body));
		return { baseUrl, model, hasKey, requestBytes, secrets };
	}

	private async explain(known: KnownFailure, signal: AbortSignal): Promise<Explanation> {
		if (known.kind !== 'unknownModel') return explain(known);
		const models = await this.lookUpModels(signal);
		return explain(compareWithList(known, closestFirst(known.facts.asked.model, models)));
	}

	/** None where they are not listed before the clone's time is over. */
	private async lookUpModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		if (this.lookup === undefined || performance.now() - this.lookup.at > MODEL_LOOKUP_KEPT_MS) {
			const models = this.fetchModels(AbortSignal.timeout(MODEL_LOOKUP_MS)).catch(() => []);
			this.lookup = { at: performance.now(), models };
		}
		const { models } = this.lookup;
		return await untilAborted(async () => await models, signal).catch(() => []);
	}
}
