import type { DatabaseSync } from 'node:sqlite';
import { readFormerTerms, readTerms } from '../../text/readTerms';
import { decodeText } from './encodeText';
import { indexTerms, removeTerms } from './indexTerms';
import { prepared, type Row } from './prepared';

const AT_ONCE = 500;
/** What has terms of its own now: texts with ß, those without any term, and those that only JavaScript can read. */
const sql = `SELECT number, namespace, session, text FROM memory
	WHERE number > ? AND (terms = 0 OR typeof(text) = 'blob' OR instr(text, 'ß') > 0 OR instr(text, 'ẞ') > 0) ORDER BY number LIMIT ${AT_ONCE}`;

/** Indexes again what was indexed before ß was found by ss and emoji were found at all; the caller holds the write transaction. */
export function indexAgain(database: DatabaseSync): void {
	let last = 0;
	for (;;) {
		const rows = prepared(database, sql).all(last);
		for (const row of rows) indexMemory(database, row);
		if (rows.length < AT_ONCE) return;
		last = Number(rows.at(-1)!['number']);
	}
}

function indexMemory(database: DatabaseSync, { number, namespace, session, text }: Row): void {
	const [former, terms] = [readFormerTerms(decodeText(text)), readTerms(decodeText(text))];
	if (former.join(' ') === terms.join(' ')) return;
	removeTerms(database, Number(namespace), Number(number), former);
	indexTerms(database, Number(namespace), Number(number), terms);
	const more = terms.length - former.length;
	prepared(database, 'UPDATE memory SET terms = ? WHERE number = ?').run(terms.length, Number(number));
	prepared(database, 'UPDATE namespace SET terms = terms + ? WHERE number = ?').run(more, Number(namespace));
	if (session !== null) prepared(database, 'UPDATE session SET terms = terms + ? WHERE number = ?').run(more, Number(session));
}
