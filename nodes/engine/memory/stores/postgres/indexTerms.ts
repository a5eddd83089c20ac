import type { Query } from './query';

/** A tsvector holds one megabyte; terms of this many rows never come near it. */
const MOST_TERMS_IN_ROW = 2000;
/** Postgres counts no further. */
const MOST_TIMES = 255;

/** How a term of a namespace is written in the index. */
export function termOf(namespace: number, term: string): string {
	return `n${namespace}x${term}`;
}

export async function indexTerms(query: Query, namespace: number, memory: number, terms: readonly string[]): Promise<void> {
	const times = new Map<string, number>();
	for (const term of terms) times.set(term, (times.get(term) ?? 0) + 1);
	const lexemes = [...times].map(
		([term, count]) =>
			`'${termOf(namespace, term)}':${Array.from({ length: Math.min(count, MOST_TIMES) }, (_, index) => index + 1).join(',')}`,
	);
	for (let start = 0; start < lexemes.length; start += MOST_TERMS_IN_ROW) {
		await query('INSERT INTO shadow_clones.index_terms (memory, terms) VALUES ($1, $2::tsvector)', [
			memory,
			lexemes.slice(start, start + MOST_TERMS_IN_ROW).join(' '),
		]);
	}
}

/** A query that any of the terms fulfils. */
export function anyOf(namespace: number, terms: readonly string[]): string {
	return terms.map((term) => `'${termOf(namespace, term)}'`).join(' | ');
}
