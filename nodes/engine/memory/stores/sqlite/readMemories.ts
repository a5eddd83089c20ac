import type { DatabaseSync } from 'node:sqlite';
import type { Memory, Selection } from '../../memory';
import type { ListPage } from '../store';
import { toMemory } from '../toMemory';
import { decodeText, encodeOptional, encodeText } from './encodeText';
import { prepared } from './prepared';

const columns = `memory.number, memory.id, memory.text, memory.trust, memory.source, memory.author, session.name AS session, memory.turn, memory.subject, memory.metadata, memory.recorded_at,
	memory.valid_from, memory.valid_to, memory.superseded_by, memory.count, memory.last_seen_at,
	(SELECT json_group_array(twin.id) FROM near_duplicate JOIN memory AS twin ON twin.number = near_duplicate.other WHERE near_duplicate.memory = memory.number) AS near`;
const from = 'FROM memory JOIN namespace ON namespace.number = memory.namespace LEFT JOIN session ON session.number = memory.session';

export function getMemories(database: DatabaseSync, namespace: string, ids: readonly string[]): Memory[] {
	const found =
		'FROM namespace CROSS JOIN json_each(?) AS asked CROSS JOIN memory ON memory.namespace = namespace.number AND memory.id = asked.value LEFT JOIN session ON session.number = memory.session';
	const rows = prepared(database, `SELECT ${columns} ${found} WHERE namespace.name = ?`).all(JSON.stringify(ids), encodeText(namespace));
	const byId = new Map(
		rows.map((row) => [String(row['id']), toMemory(namespace, row, JSON.parse(String(row['near'])) as string[], decodeText)]),
	);
	return ids.flatMap((id) => byId.get(id) ?? []);
}

/** SQL that holds for what is selected, with its four values in the order source, author, subject, session, and the ids as JSON before them. */
export const selected = `(?1 IS NULL OR memory.id IN (SELECT value FROM json_each(?1))) AND (?2 IS NULL OR memory.source = ?2) AND (?3 IS NULL OR memory.author = ?3)
	AND (?4 IS NULL OR memory.subject = ?4) AND (?5 IS NULL OR session.name = ?5)`;

export function selectionValues({ ids, source, author, subject, session }: Selection) {
	return [
		ids === undefined ? null : JSON.stringify(ids),
		encodeOptional(source),
		encodeOptional(author),
		encodeOptional(subject),
		encodeOptional(session),
	] as const;
}

export function listMemories(
	database: DatabaseSync,
	namespace: string,
	selection: Selection,
	page: ListPage,
	now: string,
): { memories: Memory[]; next?: string } {
	const sql = `SELECT ${columns} ${from} WHERE ${selected} AND namespace.name = ?6 AND memory.number > ?7 AND (?8 OR (memory.superseded_by IS NULL AND (memory.valid_to IS NULL OR memory.valid_to > ?9)))
		ORDER BY memory.number LIMIT ?10`;
	const rows = prepared(database, sql).all(
		...selectionValues(selection),
		encodeText(namespace),
		Number(page.after ?? 0),
		Number(page.includePast),
		now,
		page.limit,
	);
	const last = rows.at(-1);
	return {
		memories: rows.map((row) => toMemory(namespace, row, JSON.parse(String(row['near'])) as string[], decodeText)),
		...(last !== undefined && rows.length === page.limit && { next: String(last['number']) }),
	};
}
