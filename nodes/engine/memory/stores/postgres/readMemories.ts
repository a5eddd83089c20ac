import type { Memory, Selection } from '../../memory';
import type { ListPage } from '../store';
import { toMemory } from '../toMemory';
import type { Query } from './query';
import { decodeText, encodeText, hashName } from './encodeText';

const columns = `memory.number, memory.id, memory.text, memory.trust, memory.source, memory.author, session.name AS session, memory.turn, memory.subject, memory.metadata, memory.recorded_at,
	memory.valid_from, memory.valid_to, memory.superseded_by, memory.count, memory.last_seen_at,
	ARRAY(SELECT twin.id FROM shadow_clones.near_duplicate JOIN shadow_clones.memory AS twin ON twin.number = near_duplicate.other WHERE near_duplicate.memory = memory.number ORDER BY twin.number) AS near`;
const from = `FROM shadow_clones.memory JOIN shadow_clones.namespace ON namespace.number = memory.namespace LEFT JOIN shadow_clones.session ON session.number = memory.session`;

export async function getMemories(query: Query, namespace: string, ids: readonly string[]): Promise<Memory[]> {
	const rows = await query(`SELECT ${columns} ${from} WHERE namespace.name_hash = $1 AND memory.id = ANY($2)`, [
		hashName(namespace),
		ids.map(encodeText),
	]);
	const byId = new Map(
		rows.map((row) => [decodeText(row['id']), toMemory(namespace, row, (row['near'] as string[]).map(decodeText), decodeText)]),
	);
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** SQL that holds for what is selected in a namespace, and its values from $1 on. */
export function selected(
	namespace: string,
	{ ids, source, author, subject, session }: Selection,
): { readonly sql: string; readonly values: unknown[] } {
	const conditions = ['namespace.name_hash = $1'];
	const values: unknown[] = [hashName(namespace)];
	const require = (column: string, value: unknown) => {
		if (value !== undefined)
			conditions.push(`${column} = ${column === 'memory.id' ? `ANY($${values.push(value)})` : `$${values.push(value)}`}`);
	};
	require('memory.id', ids?.map(encodeText));
	require('memory.source', source === undefined ? undefined : encodeText(source));
	require('memory.author', author === undefined ? undefined : encodeText(author));
	require('memory.subject_hash', subject === undefined ? undefined : hashName(subject));
	require('session.name_hash', session === undefined ? undefined : hashName(session));
	return { sql: `${from} WHERE ${conditions.join(' AND ')}`, values };
}

export async function listMemories(
	query: Query,
	namespace: string,
	selection: Selection,
	page: ListPage,
	now: string,
): Promise<{ memories: Memory[]; next?: string }> {
	const { sql, values } = selected(namespace, selection);
	const after = `AND memory.number > $${values.push(Number(page.after ?? 0))}`;
	const present = page.includePast
		? ''
		: `AND memory.superseded_by IS NULL AND (memory.valid_to IS NULL OR memory.valid_to > $${values.push(now)})`;
	const rows = await query(`SELECT ${columns} ${sql} ${after} ${present} ORDER BY memory.number LIMIT $${values.push(page.limit)}`, values);
	const last = rows.at(-1);
	return {
		memories: rows.map((row) => toMemory(namespace, row, (row['near'] as string[]).map(decodeText), decodeText)),
		...(last !== undefined && rows.length === page.limit && { next: String(last['number']) }),
	};
}
