import { InvalidInputError } from '../../errors';
import { untilAborted } from '../../untilAborted';
import { askPersistently } from '../askPersistently';
import type { AskOptions, ChatAnswer, ChatRequest, Endpoint, ModelInfo, RequestHeaders } from '../endpoint';
import { isEndpointError } from '../endpointError';
import { type Backoff, DEFAULT_BACKOFF } from '../planRetry';
import type { ServerEndpoint } from '../serverQuestion';
import { startTimeLimit } from '../timeLimit';
import { chooseMember, hasAnother, without } from './chooseMember';
import { ModelPlaces } from './modelPlaces';
import { PooledQuestion, type PoolOfQuestion } from './pooledQuestion';
import { PoolMember } from './poolMember';
import { troubleOf } from './troubleOf';

export interface PoolSettings {
	/** How much each server takes, in their order; absent: as much as any other. */
	readonly weights?: readonly number[];
	/** Under which pace and answers are kept; absent: the addresses. */
	readonly name?: string;
	readonly backoff?: Partial<Backoff>;
}

/** Times for each server that one question may leave another one, at no cost. */
const MOVES_PER_SERVER = 1;

/**
 * Makes several servers one endpoint: each request goes to the one with the least to do for its weight.
 *
 * A server that fails is set aside, and looked at again by one request after a second, then two, four, up to 30; or when it asks for it. The question it had goes
 * to another one at once, which costs no retry; a half answer too, unless somebody has read it. Where all are set aside, a clone retries as with one server.
 * A model is asked on the servers that list it. What one refuses by its settings, such as a prompt beyond its context, another one is asked.
 *
 * Requests of other processes are not seen.
 *
 * @throws InvalidInputError without a server, or with a weight that is none.
 */
export function createPool(servers: readonly ServerEndpoint[], { weights = [], name, backoff }: PoolSettings = {}): Endpoint {
	const members = servers.map((server, index) => new PoolMember(server, checkWeight(weights[index] ?? 1, server.baseUrl)));
	if (members.length === 0) throw new InvalidInputError('There is no model server to ask.', 'Name its address in Base URL.', 'Base URL');
	const addresses = members.map(({ server }) => server.baseUrl);
	return new ServerPool(members, name ?? `pool:${addresses.toSorted().join('+')}`, { ...DEFAULT_BACKOFF, ...backoff });
}

function checkWeight(weight: number, baseUrl: string): number {
	if (Number.isFinite(weight) && weight > 0) return weight;
	throw new InvalidInputError(
		`The weight of ${baseUrl} is ${weight}.`,
		'Give it a number above 0; 1 is as much as the first server.',
		'Weight',
	);
}

class ServerPool implements Endpoint, PoolOfQuestion {
	readonly baseUrl: string;
	readonly poolName: string;
	readonly places: ModelPlaces;
	readonly secrets: readonly string[];
	readonly mostMoves: number;
	turn = 0;

	constructor(
		readonly members: readonly PoolMember[],
		readonly name: string,
		private readonly backoff: Backoff,
	) {
		this.baseUrl = members.map(({ server }) => server.baseUrl).join(' and ');
		this.poolName = name;
		this.places = new ModelPlaces(members);
		this.secrets = [...new Set(members.flatMap(({ server }) => server.secrets))];
		this.mostMoves = MOVES_PER_SERVER * members.length;
	}

	async chat(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		return await untilAborted(async () => await this.askInTime(request, options), options.signal);
	}

	async listModels(signal: AbortSignal): Promise<readonly ModelInfo[]> {
		return await this.places.list(signal);
	}

	async embed(
		model: string,
		texts: readonly string[],
		signal: AbortSignal,
		headers?: RequestHeaders,
	): Promise<readonly (readonly number[])[]> {
		return await this.askAny(model, signal, async (server) => await server.embed(model, texts, signal, headers));
	}

	async rank(
		model: string,
		query: string,
		texts: readonly string[],
		signal: AbortSignal,
		headers?: RequestHeaders,
	): Promise<readonly number[]> {
		return await this.askAny(model, signal, async (server) => await server.rank(model, query, texts, signal, headers));
	}

	async close(): Promise<void> {
		await Promise.all(this.members.map(async ({ server }) => await server.close()));
	}

	private async askInTime(request: ChatRequest, options: AskOptions): Promise<ChatAnswer> {
		const limit = startTimeLimit(options.signal, options);
		const question = new PooledQuestion(this, { request, options, signal: limit.signal, limit, backoff: this.backoff });
		try {
			// When time is over meanwhile, the loop says so.
			await this.places.find(request.model, limit.signal).catch(() => undefined);
			return await askPersistently(question);
		} catch (error) {
			if (question.salvaged === undefined || !isEndpointError(error)) throw error;
			return { ...question.salvaged, attempts: error.attempts };
		} finally {
			limit.release();
		}
	}

	/** Each server once at most, as these questions are not asked again. */
	private async askAny<Result>(model: string, signal: AbortSignal, ask: (server: ServerEndpoint) => Promise<Result>): Promise<Result> {
		await this.places.find(model, signal);
		const refusing = new Set<PoolMember>();
		const tiers = () => without(this.places.tiersOf(model), refusing);
		for (let left = this.members.length; ; left--) {
			const member = chooseMember(tiers(), this.members, performance.now());
			const visit = member.begin(this);
			try {
				const result = await ask(member.server);
				visit.end('answered');
				return result;
			} catch (error) {
				const trouble = isEndpointError(error) && !signal.aborted ? troubleOf(error.kind) : undefined;
				if (trouble === undefined) throw error;
				const now = performance.now();
				if (trouble === 'lacks') this.places.learnLack(member, model);
				else if (trouble === 'refuses') refusing.add(member);
				else if (trouble === 'short') for (const each of this.places.noLongerThan(member, model)) refusing.add(each);
				else member.setAside(now);
				if (left <= 1 || !hasAnother(tiers(), member, now)) throw error;
			} finally {
				visit.end();
			}
		}
	}
}
