import { estimateTokens } from '../estimateTokens';
import { InvalidInputError } from '../errors';
import { untilAborted } from '../untilAborted';
import type { Memory } from './memory';
import { fuse, rankingsOf } from './fuse';
import type { MemoryStore } from './stores';
import { unlessDown } from './unlessDown';
import { isBlank } from '../text/isBlank';

export interface RecallRequest {
	readonly namespace: string;
	readonly query: string;
	readonly limit: number;
	/** Of the texts together, estimated; absent: none. */
	readonly tokenBudget?: number;
	/** ISO 8601; absent: now. */
	readonly asOf?: string;
	readonly includeUntrusted: boolean;
	readonly session?: string;
}

export interface RecalledMemory extends Memory {
	/** Counts from 1. */
	readonly rank: number;
	/** Others that say nearly the same and were found as well; only this one is given. */
	readonly alsoFound: readonly string[];
}

export interface Recall {
	readonly memories: readonly RecalledMemory[];
	/** How it was searched: `lexical` by words alone, `hybrid` by words and vectors. */
	readonly mode: 'lexical' | 'hybrid';
	/** Whether a model put the best ones in order. */
	readonly reranked: boolean;
	/** What the model server was asked for and did not do. */
	readonly notes: readonly string[];
	/** Found, but not given: past the limit, past the budget. */
	readonly skipped: { readonly overLimit: number; readonly overBudget: number };
	/** Of the texts given, estimated, no count of a server's. */
	readonly estimatedTokens: number;
}

/** What a model server adds to a search; each is left out when it does not answer. */
export interface RecallHelp {
	readonly embedding?: {
		readonly model: string;
		embed(texts: readonly string[], signal: AbortSignal): Promise<readonly (readonly number[])[]>;
	};
	readonly reranking?: { rank(query: string, texts: readonly string[], signal: AbortSignal): Promise<readonly number[]> };
}

const SEARCH_DEPTH = 50;
/** A model reads every one of them with the query. */
const MOST_RERANKED = 50;
/** Read beyond the limit at once, as some say nearly the same and some do not fit. */
const SPARE = 5;

/**
 * Finds what was remembered about a question, the best first, word for word as it was said.
 *
 * Every memory is looked at alone, with its neighbours, and with its whole session, and the three rankings are fused, with a fourth one by vectors where there is help; ties go to the one that
 * ranks higher alone. A time in the question counts like a word that the memories of that time hold. A reranking model then orders the first fifty. Help that does not come is told in `notes`, and words decide. Memories that say nearly the same are given once. One
 * that does not fit the token budget is skipped, and smaller ones after it may still fit.
 *
 * @throws InvalidInputError when there is nothing to search for; StoreError as the store says; whatever `signal.reason` is when aborted, at once.
 */
export async function recall(store: MemoryStore, request: RecallRequest, signal: AbortSignal, help: RecallHelp = {}): Promise<Recall> {
	if (isBlank(request.query))
		throw new InvalidInputError('The query is empty', 'Enter what to search for, or check the expression in Query.', 'Query');
	return await untilAborted(async () => await find(store, request, signal, help), signal);
}

async function find(
	store: MemoryStore,
	request: RecallRequest,
	signal: AbortSignal,
	{ embedding, reranking }: RecallHelp,
): Promise<Recall> {
	const { namespace, query, includeUntrusted, asOf, session } = request;
	const depth = reranking ? MOST_RERANKED : request.limit + SPARE;
	const scope = {
		namespace,
		includeUntrusted,
		limit: SEARCH_DEPTH,
		readAhead: depth,
		...(asOf !== undefined && { asOf }),
		...(session !== undefined && { session }),
	};
	const notes: string[] = [];
	const [byText, vector] = await Promise.all([
		store.searchText(query, scope, signal),
		embedding && unlessDown(async () => (await embedding.embed([query], signal))[0], 'Searched by words alone', notes, signal),
	]);
	const byVector =
		vector === undefined || embedding === undefined ? undefined : await store.searchVector(vector, embedding.model, scope, signal);
	const ids = fuse([...rankingsOf(byText), ...(byVector === undefined ? [] : [byVector])]);
	const read = createReader(store, namespace, byText.memories ?? [], signal);
	const first = await read(ids.slice(0, depth));
	const scores =
		reranking && first.length > 1
			? await unlessDown(
					async () =>
						await reranking.rank(
							query,
							first.map(({ text }) => text),
							signal,
						),
					'Not reranked',
					notes,
					signal,
				)
			: undefined;
	const chosen = new Choosing(request);
	chosen.add(scores === undefined ? first : reorder(first, scores));
	for (let at = depth; at < ids.length && chosen.isOpen; at += depth) chosen.add(await read(ids.slice(at, at + depth)));
	return { ...chosen.finish(ids.length), mode: byVector === undefined ? 'lexical' : 'hybrid', reranked: scores !== undefined, notes };
}

/** Reads memories in the order of their ids; those that came along with the search are not asked for again. */
function createReader(
	store: MemoryStore,
	namespace: string,
	cameAlong: readonly Memory[],
	signal: AbortSignal,
): (ids: readonly string[]) => Promise<readonly Memory[]> {
	const known = new Map(cameAlong.map((memory) => [memory.id, memory]));
	return async (ids) => {
		const missing = ids.filter((id) => !known.has(id));
		if (missing.length > 0) for (const memory of await store.get(namespace, missing, signal)) known.set(memory.id, memory);
		return ids.flatMap((id) => known.get(id) ?? []);
	};
}

function reorder(memories: readonly Memory[], scores: readonly number[]): Memory[] {
	return memories
		.map((memory, place) => ({ memory, score: scores[place] ?? 0 }))
		.sort((left, right) => right.score - left.score)
		.map(({ memory }) => memory);
}

/** Takes memories, the best first, until limit and budget are met; those that say nearly the same as one taken are only named. */
class Choosing {
	private readonly memories: Array<Memory & { rank: number; alsoFound: string[] }> = [];
	private readonly byId = new Map<string, { alsoFound: string[] }>();
	private estimatedTokens = 0;
	private overBudget = 0;
	private twins = 0;

	constructor(private readonly request: Pick<RecallRequest, 'limit' | 'tokenBudget'>) {}

	/** Whether there is room for another one. */
	get isOpen(): boolean {
		return this.memories.length < this.request.limit;
	}

	add(found: readonly Memory[]): void {
		for (const memory of found) {
			const twin = memory.nearDuplicates.map((id) => this.byId.get(id)).find((each) => each !== undefined);
			if (twin === undefined) this.take(memory);
			else {
				this.twins++;
				twin.alsoFound.push(memory.id);
			}
		}
	}

	private take(memory: Memory): void {
		if (!this.isOpen) return;
		const { tokenBudget = Number.POSITIVE_INFINITY } = this.request;
		const tokens = estimateTokens(memory.text);
		const entry = { ...memory, rank: this.memories.length + 1, alsoFound: [] };
		this.byId.set(memory.id, entry);
		if (this.estimatedTokens + tokens > tokenBudget) {
			this.overBudget++;
			return;
		}
		this.estimatedTokens += tokens;
		this.memories.push(entry);
	}

	finish(found: number): Pick<Recall, 'memories' | 'skipped' | 'estimatedTokens'> {
		const { memories, overBudget, twins, estimatedTokens } = this;
		return { memories, skipped: { overLimit: found - memories.length - overBudget - twins, overBudget }, estimatedTokens };
	}
}
