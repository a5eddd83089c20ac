import type { DatabaseSync } from 'node:sqlite';
import type { Memory } from '../../memory';
import { readTerms } from '../../text/readTerms';
import { identifyById, identifyRestored } from '../identify';
import { encodeOptional, encodeText } from './encodeText';
import { indexTerms } from './indexTerms';
import { linkNearDuplicates } from './nearDuplicates';
import { prepared, type Row } from './prepared';
import { ensureNamespace } from './remember';

/** Puts back memories as they were exported, in their order; those whose id is there already are left alone. Tells how many were new. */
export function restore(database: DatabaseSync, namespaceName: string, memories: readonly Memory[]): number {
	const namespace = ensureNamespace(database, namespaceName);
	return memories.filter((memory) => restoreOne(database, namespace, memory)).length;
}

function restoreOne(database: DatabaseSync, namespace: number, memory: Memory): boolean {
	const known = prepared(database, 'SELECT 1 FROM memory WHERE namespace = ? AND id = ?').get(namespace, memory.id);
	if (known) return false;
	const terms = readTerms(memory.text);
	const session = memory.session === undefined ? undefined : placeInSession(database, namespace, memory, terms.length);
	const identity = identityOf(database, namespace, memory);
	const { lastInsertRowid } = prepared(
		database,
		`INSERT INTO memory (namespace, id, identity, text, trust, source, author, session, turn, subject, metadata, recorded_at, valid_from, valid_to, superseded_by, count, last_seen_at, terms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	).run(
		...[
			namespace,
			memory.id,
			identity,
			encodeText(memory.text),
			memory.trust,
			encodeOptional(memory.source),
			encodeOptional(memory.author),
			session ?? null,
			memory.turn ?? null,
		],
		...[
			encodeOptional(memory.subject),
			encodeOptional(memory.metadata && JSON.stringify(memory.metadata)),
			memory.recordedAt,
			memory.validFrom,
			memory.validTo ?? null,
		],
		...[memory.supersededBy ?? null, memory.count, memory.lastSeenAt, terms.length],
	);
	prepared(database, 'UPDATE namespace SET memories = memories + 1, terms = terms + ? WHERE number = ?').run(terms.length, namespace);
	linkNearDuplicates(database, namespace, Number(lastInsertRowid), terms);
	indexTerms(database, namespace, Number(lastInsertRowid), terms);
	return true;
}

function identityOf(database: DatabaseSync, namespace: number, memory: Memory): Uint8Array {
	const identity = identifyRestored(memory);
	const isTaken = prepared(database, 'SELECT 1 FROM memory WHERE namespace = ? AND identity = ? AND superseded_by IS NULL').get(
		namespace,
		identity,
	);
	return isTaken ? identifyById(memory.id) : identity;
}

function placeInSession(database: DatabaseSync, namespace: number, { session, turn }: Memory, terms: number): number {
	const row = prepared(
		database,
		`INSERT INTO session (namespace, name, memories, terms, turns) VALUES (?, ?, 1, ?, ?)
		ON CONFLICT (namespace, name) DO UPDATE SET memories = memories + 1, terms = terms + excluded.terms, turns = max(turns, excluded.turns) RETURNING number`,
	).get(namespace, encodeText(session ?? ''), terms, turn ?? 1) as Row;
	return Number(row['number']);
}
