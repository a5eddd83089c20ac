import type { DatabaseSync } from 'node:sqlite';
import { prepared } from './prepared';

/** How a term of a namespace is written in the index. */
export function termOf(namespace: number, term: string): string {
	return `n${namespace}x${term}`;
}

export function indexTerms(database: DatabaseSync, namespace: number, memory: number, terms: readonly string[]): void {
	prepared(database, 'INSERT INTO term (rowid, terms) VALUES (?, ?)').run(memory, join(namespace, terms));
}

/** The index keeps no text, so it must be told what it was told before. */
export function removeTerms(database: DatabaseSync, namespace: number, memory: number, terms: readonly string[]): void {
	prepared(database, "INSERT INTO term (term, rowid, terms) VALUES ('delete', ?, ?)").run(memory, join(namespace, terms));
}

function join(namespace: number, terms: readonly string[]): string {
	return terms.map((term) => termOf(namespace, term)).join(' ');
}

export interface Posting {
	readonly memory: number;
	readonly times: number;
}

/** The memories of a namespace that hold a term, with how often, in the order of remembering; no more than `mostOccurrences` are looked at. */
export function readPostings(database: DatabaseSync, namespace: number, term: string, mostOccurrences: number): Posting[] {
	const sql = 'SELECT doc AS memory, count(*) AS times FROM (SELECT doc FROM temp.posting WHERE term = ? LIMIT ?) GROUP BY doc';
	return prepared(database, sql).all(termOf(namespace, term), mostOccurrences) as unknown as Posting[];
}
