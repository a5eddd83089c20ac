import type { DatabaseSync } from 'node:sqlite';
import { prepared, preparedRows } from './prepared';

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
	const occurrences = preparedRows(database, 'SELECT doc FROM temp.posting WHERE term = ? LIMIT ?').all(
		termOf(namespace, term),
		mostOccurrences,
	);
	const postings: Array<{ memory: number; times: number }> = [];
	let last: { memory: number; times: number } | undefined;
	for (const [doc] of occurrences) {
		// They come memory by memory; grouping them in SQL takes half as long again.
		if (last !== undefined && last.memory === doc) last.times++;
		else {
			last = { memory: Number(doc), times: 1 };
			postings.push(last);
		}
	}
	return postings;
}
