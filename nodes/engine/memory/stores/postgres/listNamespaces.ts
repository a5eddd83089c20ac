import type { NameSearch } from '../../../records';
import type { NamespaceSize } from '../store';
import type { Query } from './connection';
import { decodeText, encodeText } from './encodeText';

const sql = `
	SELECT namespace.name, namespace.memories,
		count(record.number) FILTER (WHERE record.kind = 'answer') AS answers, count(record.number) FILTER (WHERE record.kind = 'decision') AS decisions
	FROM shadow_clones.namespace LEFT JOIN shadow_clones.record ON record.namespace_hash = namespace.name_hash
	WHERE position(lower($1) IN lower(namespace.name)) > 0 GROUP BY namespace.number ORDER BY namespace.name LIMIT $2`;

/** Those that hold memories: a record keeps only the hash of its namespace. */
export async function listNamespaces(query: Query, { containing, limit }: NameSearch): Promise<NamespaceSize[]> {
	const rows = await query(sql, [encodeText(containing), limit]);
	return rows.map((row) => ({
		name: decodeText(row['name']),
		memories: Number(row['memories']),
		answers: Number(row['answers']),
		decisions: Number(row['decisions']),
	}));
}
