import type { DatabaseSync } from 'node:sqlite';
import { readTerms } from '../../text/readTerms';
import { decodeText } from './encodeText';
import { readPostings } from './indexTerms';
import { prepared } from './prepared';

/** Share of their terms that two texts must have in common (Jaccard). */
const NEAR = 0.75;
/** Longer texts are not compared: their links would cost more than they tell. */
const MOST_TERMS = 400;
const MOST_OCCURRENCES = 200;
const MOST_TELLING = 8;
const MOST_COMPARED = 16;

/**
 * Links a new memory with those that say nearly the same, both ways, and tells their ids.
 *
 * Candidates are those that share at least half of its eight longest terms, as these are the rarest; a pair that differs in just these may be missed. Of a crowd, the sixteen
 * that share most of them are compared.
 */
export function linkNearDuplicates(database: DatabaseSync, namespace: number, memory: number, terms: readonly string[]): string[] {
	const own = new Set(terms);
	if (own.size === 0 || own.size > MOST_TERMS) return [];
	const telling = [...own].sort((left, right) => right.length - left.length || (left < right ? -1 : 1)).slice(0, MOST_TELLING);
	const shared = new Map<number, number>();
	for (const term of telling) for (const posting of readPostings(database, namespace, term, MOST_OCCURRENCES)) shared.set(posting.memory, (shared.get(posting.memory) ?? 0) + 1);
	shared.delete(memory);
	const candidates = [...shared].filter(([, count]) => count >= telling.length / 2).sort(([left, leftShared], [right, rightShared]) => rightShared - leftShared || left - right);
	const ids: string[] = [];
	for (const [other] of candidates.slice(0, MOST_COMPARED)) {
		const row = prepared(database, 'SELECT id, text, terms FROM memory WHERE number = ?').get(other);
		if (!row || Number(row['terms']) > 4 * terms.length || shareOf(own, new Set(readTerms(decodeText(row['text'])))) < NEAR) continue;
		prepared(database, 'INSERT INTO near_duplicate (memory, other) VALUES (?, ?), (?, ?)').run(memory, other, other, memory);
		ids.push(String(row['id']));
	}
	return ids;
}

function shareOf(one: ReadonlySet<string>, other: ReadonlySet<string>): number {
	const shared = [...one].filter((term) => other.has(term)).length;
	return shared / (one.size + other.size - shared);
}
