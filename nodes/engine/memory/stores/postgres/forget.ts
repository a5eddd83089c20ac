import type { Selection } from '../../memory';
import type { Query } from './query';
import { hashName } from './encodeText';
import { selected } from './readMemories';

/**
 * Removes what is selected, with its place in the index, its embeddings, links and keys; the caller holds the transaction and the namespace's lock.
 *
 * What a forgotten memory had superseded stays superseded. A session keeps counting its turns where it was.
 */
export async function forget(query: Query, namespaceName: string, selection: Selection): Promise<{ memories: number; traces: number }> {
	const { sql, values } = selected(namespaceName, selection);
	const rows = await query(`SELECT memory.number, memory.namespace, memory.session, memory.terms ${sql}`, values);
	const numbers = rows.map(({ number }) => Number(number));
	if (numbers.length === 0) return { memories: 0, traces: 0 };
	const [traces] = await query(
		`SELECT (SELECT count(DISTINCT memory) FROM shadow_clones.index_terms WHERE memory = ANY($1)) + (SELECT count(*) FROM shadow_clones.near_duplicate WHERE memory = ANY($1) OR other = ANY($1))
		+ (SELECT count(*) FROM shadow_clones.embedding WHERE memory = ANY($1)) + (SELECT count(*) FROM shadow_clones.idempotency WHERE memory = ANY($1)) AS traces`,
		[numbers],
	);
	await query('DELETE FROM shadow_clones.memory WHERE number = ANY($1)', [numbers]);
	await query(
		`UPDATE shadow_clones.session SET memories = session.memories - gone.memories, terms = session.terms - gone.terms
		FROM (SELECT number, count(*) AS memories, sum(terms) AS terms FROM unnest($1::bigint[], $2::bigint[]) AS gone (number, terms) WHERE number IS NOT NULL GROUP BY number) AS gone WHERE session.number = gone.number`,
		[rows.map(({ session }) => session), rows.map(({ terms }) => terms)],
	);
	const namespace = Number(rows[0]?.['namespace']);
	await query('UPDATE shadow_clones.namespace SET memories = memories - $2, terms = terms - $3 WHERE number = $1', [
		namespace,
		rows.length,
		rows.reduce((sum, { terms }) => sum + Number(terms), 0),
	]);
	await query('DELETE FROM shadow_clones.session WHERE namespace = $1 AND memories = 0', [namespace]);
	// A name says something too: it goes with the last memory in it.
	await query('DELETE FROM shadow_clones.namespace WHERE name_hash = $1 AND memories = 0', [hashName(namespaceName)]);
	return { memories: rows.length, traces: Number(traces?.['traces']) };
}

const tablesOf = {
	memories: ['memory', 'index_terms', 'near_duplicate', 'idempotency', 'embedding', 'session', 'namespace'],
	records: ['record'],
	decisions: ['decision', 'ballot'],
};

/**
 * Rewrites the tables without what was deleted, which an ordinary vacuum would leave standing in them; nobody can use them for that time.
 *
 * False where that was not possible, because somebody else was using them all the time or this user may not. The server's own log of changes is not in our hands.
 */
export async function erase(query: Query, what: keyof typeof tablesOf): Promise<boolean> {
	const tables = tablesOf[what].map((table) => `shadow_clones.${table}`).join(', ');
	return await query(`VACUUM (FULL) ${tables}`).then(
		() => true,
		() => false,
	);
}
