import type { NameSearch } from '../../../records';
import type { NamespaceSize } from '../store';
import type { Query } from './query';
import { decodeText, encodeText } from './encodeText';

const sql = `
	SELECT namespace.name, namespace.memories,
		(SELECT count(*) FROM shadow_clones.record WHERE record.namespace_hash = namespace.name_hash AND record.kind = 'answer') AS answers,
		(SELECT count(*) FROM shadow_clones.decision WHERE decision.namespace_hash = namespace.name_hash) AS decisions
	FROM shadow_clones.namespace WHERE position(lower($1) IN lower(namespace.name)) > 0 ORDER BY namespace.name LIMIT $2`;

/** Those that hold memories: records and decisions keep only the hash of its namespace. */
export async function listNamespaces(query: Query, { containing, limit }: NameSearch): Promise<NamespaceSize[]> {
	const rows = await query(sql, [encodeText(containing), limit]);
	return rows.map((row) => ({
		name: decodeText(row['name']),
		memories: Number(row['memories']),
		answers: Number(row['answers']),
		decisions: Number(row['decisions']),
	}));
}
