import type { DatabaseSync } from 'node:sqlite';
import { compareTexts, mostCompared, telling } from '../compareTexts';
import { decodeText } from './encodeText';
import { readPostings } from './indexTerms';
import { prepared } from './prepared';

const MOST_OCCURRENCES = 200;

/** Links a new memory with those that say nearly the same, both ways, and tells their ids; see `compareTexts` for what counts. */
export function linkNearDuplicates(database: DatabaseSync, namespace: number, memory: number, terms: readonly string[]): string[] {
	const words = telling(terms);
	const shared = new Map<number, number>();
	for (const term of words)
		for (const posting of readPostings(database, namespace, term, MOST_OCCURRENCES))
			shared.set(posting.memory, (shared.get(posting.memory) ?? 0) + 1);
	shared.delete(memory);
	const candidates = [...shared]
		.filter(([, count]) => count >= words.length / 2)
		.sort(([left, leftShared], [right, rightShared]) => rightShared - leftShared || left - right);
	const ids: string[] = [];
	for (const [other] of candidates.slice(0, mostCompared)) {
		const row = prepared(database, 'SELECT id, text, terms FROM memory WHERE number = ?').get(other);
		if (!row || Number(row['terms']) > 4 * terms.length || !compareTexts(terms, decodeText(row['text']))) continue;
		prepared(database, 'INSERT INTO near_duplicate (memory, other) VALUES (?, ?), (?, ?)').run(memory, other, other, memory);
		ids.push(String(row['id']));
	}
	return ids;
}
