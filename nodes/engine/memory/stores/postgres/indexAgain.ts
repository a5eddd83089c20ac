import { readFormerTerms, readTerms } from '../../text/readTerms';
import { decodeText } from './encodeText';
import { indexTerms } from './indexTerms';
import type { Query, Row } from './query';

const AT_ONCE = 500;
/** What may have terms of its own now: texts with ß, and those without any term. */
const sql = `SELECT number, namespace, session, text FROM shadow_clones.memory
	WHERE number > $1 AND (terms = 0 OR octet_length(text) > char_length(text)) ORDER BY number LIMIT ${AT_ONCE}`;

/** Indexes again what was indexed before ß was found by ss and emoji were found at all; the caller holds the transaction. */
export async function indexAgain(query: Query): Promise<void> {
	let last: unknown = 0;
	for (;;) {
		const rows = await query(sql, [last]);
		for (const row of rows) await indexMemory(query, row);
		if (rows.length < AT_ONCE) return;
		last = rows.at(-1)!['number'];
	}
}

async function indexMemory(query: Query, { number, namespace, session, text }: Row): Promise<void> {
	const [former, terms] = [readFormerTerms(decodeText(text)), readTerms(decodeText(text))];
	if (former.join(' ') === terms.join(' ')) return;
	await query('DELETE FROM shadow_clones.index_terms WHERE memory = $1', [number]);
	await indexTerms(query, Number(namespace), Number(number), terms);
	const more = terms.length - former.length;
	await query('UPDATE shadow_clones.memory SET terms = $2 WHERE number = $1', [number, terms.length]);
	await query('UPDATE shadow_clones.namespace SET terms = terms + $2 WHERE number = $1', [namespace, more]);
	await query('UPDATE shadow_clones.session SET terms = terms + $2 WHERE number = $1', [session, more]);
}
