import { compareTexts, mostCompared, telling } from '../compareTexts';
import type { Query } from './query';
import { decodeText } from './encodeText';
import { anyOf, termOf } from './indexTerms';

const MOST_LOOKED_AT = 1000;

/** Links a new memory with those that say nearly the same, both ways, and tells their ids; see `compareTexts` for what counts. To be called before its own terms are in the index. */
export async function linkNearDuplicates(query: Query, namespace: number, memory: number, terms: readonly string[]): Promise<string[]> {
	const words = telling(terms);
	if (words.length === 0) return [];
	const candidates = await query(
		`SELECT memory.number, memory.id, memory.text, memory.terms FROM (
			SELECT found.memory, (SELECT count(*) FROM unnest(found.terms) AS lexeme WHERE lexeme.lexeme = ANY($2)) AS shared
			FROM (SELECT memory, terms FROM shadow_clones.index_terms WHERE terms @@ $1::tsquery LIMIT ${MOST_LOOKED_AT}) AS found
		) AS candidate JOIN shadow_clones.memory ON memory.number = candidate.memory
		WHERE candidate.shared >= $3 AND memory.terms <= $4 ORDER BY candidate.shared DESC, memory.number LIMIT ${mostCompared}`,
		[anyOf(namespace, words), words.map((word) => termOf(namespace, word)), Math.ceil(words.length / 2), 4 * terms.length],
	);
	const near = candidates.filter((row) => compareTexts(terms, decodeText(row['text'])));
	for (const { number } of near)
		await query('INSERT INTO shadow_clones.near_duplicate (memory, other) VALUES ($1, $2), ($2, $1) ON CONFLICT DO NOTHING', [
			memory,
			Number(number),
		]);
	return near.map(({ id }) => decodeText(id));
}
