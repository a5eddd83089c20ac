import type * as Fusing from '../../../nodes/engine/memory/fuse.ts';
import type { FoundByText, MemoryStore, SearchScope } from '../../../nodes/engine/memory/stores/index.ts';

/** Recall with a step left out, or forced to search in one way. */
export interface Ablation {
	readonly name: string;
	readonly scope: Pick<SearchScope, 'kind'>;
	/** Which of the rankings are fused. */
	readonly rankings: (found: FoundByText, { rankingsOf }: typeof Fusing) => ReadonlyArray<FoundByText['turn']>;
}

export const ablations: readonly Ablation[] = [
	{ name: 'as it chooses', scope: {}, rankings: (found, { rankingsOf }) => rankingsOf(found) },
	{ name: 'always as a talk', scope: { kind: 'talk' }, rankings: (found, { rankingsOf }) => rankingsOf(found) },
	{
		name: 'talk: turn, window and session fused by rank',
		scope: { kind: 'talk' },
		rankings: ({ turn, window, session }) => [turn, window, session],
	},
	{ name: 'talk: turns with their neighbours, no session', scope: { kind: 'talk' }, rankings: ({ window }) => [window] },
	{ name: 'talk: each turn alone', scope: { kind: 'talk' }, rankings: ({ turn }) => [turn] },
	{ name: 'always as passages (with lent words)', scope: { kind: 'passages' }, rankings: (found, { rankingsOf }) => rankingsOf(found) },
	{ name: 'passages: each alone (with lent words)', scope: { kind: 'passages' }, rankings: ({ turn }) => [turn] },
];

const depth = 50;

/** Finds ids by one of these, the best first. */
export async function searchWithout(
	{ scope, rankings }: Ablation,
	store: MemoryStore,
	fusing: typeof Fusing,
	namespace: string,
	query: string,
	signal: AbortSignal,
): Promise<readonly string[]> {
	const found = await store.searchText(query, { ...scope, namespace, includeUntrusted: true, limit: depth }, signal);
	return fusing.fuse(rankings(found, fusing));
}
