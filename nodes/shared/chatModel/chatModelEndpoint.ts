import type { Sampling } from '../../engine/candidate';
import { askPersistently } from '../../engine/endpoint/askPersistently';
import type { AskOptions, ChatAnswer, ChatRequest, Endpoint, ModelInfo } from '../../engine/endpoint/endpoint';
import { EndpointError } from '../../engine/endpoint/endpointError';
import { classifyFailure } from '../../engine/endpoint/failures/classifyFailure';
import { secretsOf } from '../../engine/endpoint/hideSecrets';
import { type Backoff, DEFAULT_BACKOFF } from '../../engine/endpoint/planRetry';
import { takeAnswer } from '../../engine/endpoint/takeAnswer';
import { startTimeLimit } from '../../engine/endpoint/timeLimit';
import { untilAborted } from '../../engine/untilAborted';
import { callModel } from './callModel';
import { addressOf, type ChatModel, keysOf, modelNameOf, placeOf } from './chatModel';
import { explainFailure } from './explainFailure';
import { ModelQuestion } from './modelQuestion';

export interface ChatModelSettings {
	/** In the order in which they take turns. */
	readonly models: readonly ChatModel[];
	/** Fields that the user has set; only these are told of where a model does not take them. */
	readonly setFields?: ReadonlySet<keyof Sampling>;
	readonly backoff?: Partial<Backoff>;
}

/** Models that are connected to a node, by the names under which they are asked. */
export interface ChatModelEndpoint extends Endpoint {
	readonly names: readonly string[];
}

/**
 * Makes connected chat models one endpoint: each is asked by its name, and where two have the same, the later ones are numbered.
 *
 * A model takes of a request what its class shows to send (see `settleCall`); the rest is left out, and told in the notes where the user has set it.
 */
export function createChatModelEndpoint({ models, setFields = new Set(), backoff }: ChatModelSettings): ChatModelEndpoint {
	return new ConnectedModels(models, setFields, { ...DEFAULT_BACKOFF, ...backoff });
}

class ConnectedModels implements ChatModelEndpoint {
	readonly baseUrl: string;
	private readonly byName: ReadonlyMap<string, ChatModel>;
	/** Models that refused what was sent beside the messages. */
	private readonly bare = new WeakSet<ChatModel>();

	constructor(
		models: readonly ChatModel[],
		private readonly setFields: ReadonlySet<keyof Sampling>,
		private readonly backoff: Backoff,
	) {
		this.byName = nameModels(models);
		this.baseUrl = `chat-model:${[...new Set(models.map(placeOf))].toSorted().join('+')}`;
	}

	get names(): readonly string[] {
		return [...this.byName.keys()];
	}

	async chat(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		return await untilAborted(async () => await this.askInTime(request, options), options.signal);
	}

	private async askInTime(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		const { baseUrl, backoff, setFields, bare } = this;
		const model = this.find(request.model);
		const label = `the connected Chat Model "${request.model}"`;
		const secrets = keysOf(model).flatMap((apiKey) => secretsOf({ apiKey }));
		const limit = startTimeLimit(options.signal, options);
		const question = new ModelQuestion(model, request, { label, setFields, bare });
		const address = addressOf(model) ?? `chat-model://${encodeURIComponent(request.model)}`;
		const { onText } = options;
		try {
			return await askPersistently({
				baseUrl: label,
				secrets,
				options,
				limit,
				backoff,
				ask: async (onHead) => {
					const { settled } = question;
					const stream = options.stream || onText !== undefined;
					const call = { model, request, settled, stream, signal: limit.signal, onHead };
					const taken = { baseUrl, request, stream: stream || settled.parsesAnswer, secrets, ...(onText === undefined ? {} : { onText }) };
					return question.tell(await takeAnswer(taken, async (asked, onPiece) => await callModel(call, asked, onPiece)));
				},
				concede: (failure) => question.concede(failure),
				classify: (failure) =>
					classifyFailure(failure, {
						...{ baseUrl: address, model: request.model, hasKey: true, requestBytes: bytesOf(request), secrets },
						...(options.fields && { fields: options.fields }),
					}),
				explain: async (known) => await Promise.resolve(explainFailure(known, label)),
			});
		} finally {
			limit.release();
		}
	}

	async listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		signal.throwIfAborted();
		return await Promise.resolve(this.names.map((id) => ({ id })));
	}

	async embed(): Promise<never> {
		return await refuse('vectors');
	}

	async rank(): Promise<never> {
		return await refuse('ranks');
	}

	async close(): Promise<void> {}

	private find(name: string): ChatModel {
		const model = this.byName.get(name);
		if (model !== undefined) return model;
		const names = this.names.map((each) => `"${each}"`).join(', ');
		const message = `No connected Chat Model is called "${name}"; connected ${this.names.length === 1 ? 'is' : 'are'} ${names}.`;
		throw new EndpointError(
			{ kind: 'unknownModel', message, advice: 'Connect it to the Chat Model input, or name one that is connected.' },
			0,
			[],
		);
	}
}

async function refuse(what: string): Promise<never> {
	const message = `A connected Chat Model gives no ${what}: it only chats.`;
	const advice = 'Choose a vLLM API credential whose server has a model for that.';
	return await Promise.reject(new EndpointError({ kind: 'notSupported', message, advice }, 0, []));
}

function nameModels(models: readonly ChatModel[]): ReadonlyMap<string, ChatModel> {
	const named = new Map<string, ChatModel>();
	for (const model of models) {
		const own = modelNameOf(model);
		let name = own;
		for (let number = 2; named.has(name); number++) name = `${own} (${number})`;
		named.set(name, model);
	}
	return named;
}

function bytesOf({ messages }: ChatRequest): number {
	return messages.reduce((sum, { content }) => sum + Buffer.byteLength(content), 0);
}
