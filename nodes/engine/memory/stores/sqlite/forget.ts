import type { DatabaseSync } from 'node:sqlite';
import type { Selection } from '../../memory';
import { readTerms } from '../../text/readTerms';
import { decodeText, encodeText } from './encodeText';
import { removeTerms } from './indexTerms';
import { prepared } from './prepared';
import { selected, selectionValues } from './readMemories';

/**
 * Removes what is selected, with its place in the index, its embeddings, links and keys; the caller holds the write transaction.
 *
 * What a forgotten memory had superseded stays superseded. A session keeps counting its turns where it was.
 */
export function forget(database: DatabaseSync, namespaceName: string, selection: Selection): { memories: number; traces: number } {
	const sql = `SELECT memory.number, memory.namespace, memory.session, memory.text, memory.terms FROM memory JOIN namespace ON namespace.number = memory.namespace LEFT JOIN session ON session.number = memory.session
		WHERE ${selected} AND namespace.name = ?6`;
	const rows = prepared(database, sql).all(...selectionValues(selection), encodeText(namespaceName));
	let traces = 0;
	for (const row of rows) {
		const [number, namespace, terms] = [Number(row['number']), Number(row['namespace']), Number(row['terms'])];
		removeTerms(database, namespace, number, readTerms(decodeText(row['text'])));
		traces += 1 + removeTraces(database, number);
		prepared(database, 'DELETE FROM memory WHERE number = ?').run(number);
		prepared(database, 'UPDATE namespace SET memories = memories - 1, terms = terms - ? WHERE number = ?').run(terms, namespace);
		if (row['session'] !== null) removeFromSession(database, Number(row['session']), terms);
	}
	// A name says something too: it goes with the last memory in it.
	prepared(database, 'DELETE FROM namespace WHERE name = ? AND memories = 0').run(encodeText(namespaceName));
	return { memories: rows.length, traces };
}

function removeTraces(database: DatabaseSync, memory: number): number {
	const links = prepared(database, 'DELETE FROM near_duplicate WHERE memory = ? OR other = ?').run(memory, memory).changes;
	const embeddings = prepared(database, 'DELETE FROM embedding WHERE memory = ?').run(memory).changes;
	const keys = prepared(database, 'DELETE FROM idempotency WHERE memory = ?').run(memory).changes;
	return Number(links) + Number(embeddings) + Number(keys);
}

function removeFromSession(database: DatabaseSync, session: number, terms: number): void {
	prepared(database, 'UPDATE session SET memories = memories - 1, terms = terms - ? WHERE number = ?').run(terms, session);
	prepared(database, 'DELETE FROM session WHERE number = ? AND memories = 0').run(session);
}

/** Empties the write-ahead log, where what was deleted still stands; false where another process kept it in use. */
export function eraseLog(database: DatabaseSync): boolean {
	return Number(database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').get()?.['busy']) === 0;
}
