import type { Found, SearchScope } from '../store';
import type { Connection } from './connection';
import { decodeText, hashName } from './encodeText';
import { holdsAt } from './holdsAt';

/** By cosine, over every vector of the namespace: by pgvector where the server has it, else in plain SQL. */
export async function searchVector(
	{ query, hasVectors }: Connection,
	vector: readonly number[],
	model: string,
	scope: SearchScope,
	now: string,
): Promise<Found[]> {
	const values: unknown[] = [
		[...vector],
		hashName(model),
		hashName(scope.namespace),
		scope.asOf ?? now,
		scope.includeUntrusted,
		scope.limit,
		vector.length,
	];
	const inSession = scope.session === undefined ? '' : `AND session.name_hash = $${values.push(hashName(scope.session))}`;
	const score = (await hasVectors())
		? '1 - (embedding.vector::vector <=> $1::real[]::vector)'
		: `(SELECT sum(kept::float8 * asked) / greatest(sqrt(sum(kept::float8 * kept) * sum(asked * asked)), 1e-300) FROM unnest(embedding.vector, $1::float8[]) AS pair (kept, asked))`;
	const rows = await query(
		`SELECT memory.id, ${score} AS score FROM shadow_clones.embedding
		JOIN shadow_clones.namespace ON namespace.number = embedding.namespace JOIN shadow_clones.memory ON memory.number = embedding.memory LEFT JOIN shadow_clones.session ON session.number = memory.session
		WHERE namespace.name_hash = $3 AND embedding.model_hash = $2 AND cardinality(embedding.vector) = $7 AND ${holdsAt(scope)} AND ($5 OR trust <> 'untrusted') ${inSession}
		ORDER BY score DESC NULLS LAST, memory.number LIMIT $6`,
		values,
	);
	return rows.map((row) => ({ id: decodeText(row['id']), score: Number(row['score'] ?? 0) }));
}
