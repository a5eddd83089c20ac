import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { NewMemory, Remembered } from '../../memory';
import { readTerms } from '../../text/readTerms';
import { identify } from '../identify';
import { toStored } from '../toMemory';
import { decodeText, encodeOptional, encodeText } from './encodeText';
import { indexTerms } from './indexTerms';
import { linkNearDuplicates } from './nearDuplicates';
import { prepared, type Row } from './prepared';

interface Place {
	readonly namespace: number;
	readonly now: string;
}

/** Keeps all entries or none; the caller holds the write transaction. */
export function remember(database: DatabaseSync, namespaceName: string, entries: readonly NewMemory[], now: string): Remembered[] {
	const place = { namespace: ensureNamespace(database, namespaceName), now };
	return entries.map((entry) => rememberOne(database, place, entry));
}

export function ensureNamespace(database: DatabaseSync, name: string): number {
	const encoded = encodeText(name);
	const known = prepared(database, 'SELECT number FROM namespace WHERE name = ?').get(encoded);
	if (known) return Number(known['number']);
	return Number(prepared(database, 'INSERT INTO namespace (name) VALUES (?)').run(encoded).lastInsertRowid);
}

function rememberOne(database: DatabaseSync, place: Place, entry: NewMemory): Remembered {
	const repeated = findRepeated(database, place, entry);
	if (repeated) return { ...toRemembered(database, repeated, 'repeated'), stored: toStored(repeated, decodeText) };
	const identity = identify(entry);
	const same = prepared(
		database,
		'SELECT number, id, count FROM memory WHERE namespace = ? AND identity = ? AND superseded_by IS NULL',
	).get(place.namespace, identity);
	if (same) {
		prepared(database, 'UPDATE memory SET count = count + 1, last_seen_at = max(last_seen_at, ?) WHERE number = ?').run(
			place.now,
			Number(same['number']),
		);
		keepKey(database, place, entry, Number(same['number']));
		return toRemembered(database, { ...same, count: Number(same['count']) + 1 }, 'counted');
	}
	return insert(database, place, entry, identity);
}

function insert(database: DatabaseSync, place: Place, entry: NewMemory, identity: Uint8Array): Remembered {
	const id = randomUUID();
	const terms = readTerms(entry.text);
	const now = entry.validFrom === undefined ? notBefore(database, place, entry.subject) : place.now;
	const validFrom = entry.validFrom ?? now;
	const { supersedes, successor } = supersede(database, place, entry, id, validFrom);
	const session = entry.session === undefined ? undefined : nextTurn(database, place.namespace, entry.session, terms.length);
	const { lastInsertRowid } = prepared(
		database,
		`INSERT INTO memory (namespace, id, identity, text, trust, source, author, session, turn, subject, metadata, recorded_at, valid_from, valid_to, superseded_by, last_seen_at, terms)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
	).run(
		...[
			place.namespace,
			id,
			identity,
			encodeText(entry.text),
			entry.trust,
			encodeOptional(entry.source),
			encodeOptional(entry.author),
			session?.number ?? null,
			session?.turn ?? null,
		],
		...[encodeOptional(entry.subject), encodeOptional(entry.metadata && JSON.stringify(entry.metadata)), now, validFrom],
		...[earlier(entry.validTo, successor?.validFrom) ?? null, successor?.id ?? null, place.now, terms.length],
	);
	const number = Number(lastInsertRowid);
	prepared(database, 'UPDATE namespace SET memories = memories + 1, terms = terms + ? WHERE number = ?').run(terms.length, place.namespace);
	const nearDuplicates = linkNearDuplicates(database, place.namespace, number, terms);
	indexTerms(database, place.namespace, number, terms);
	if (entry.embedding) keepEmbedding(database, place.namespace, number, entry.embedding.model, entry.embedding.vector);
	keepKey(database, place, entry, number);
	return { id, outcome: 'new', count: 1, supersedes, nearDuplicates };
}

/** Now, or when the last fact of the subject was remembered: the order of remembering counts, not a clock that was set back or goes apart on another host. */
function notBefore(database: DatabaseSync, { namespace, now }: Place, subject: string | undefined): string {
	if (subject === undefined) return now;
	const sql = 'SELECT max(recorded_at) AS last FROM memory WHERE namespace = ? AND subject = ? AND valid_from = recorded_at';
	const last = prepared(database, sql).get(namespace, encodeText(subject))?.['last'];
	return typeof last === 'string' && last > now ? last : now;
}

/** Facts of one subject follow each other by the time from which they are said to hold; those that are not, in the order of remembering. */
function supersede(database: DatabaseSync, { namespace }: Place, entry: NewMemory, id: string, validFrom: string) {
	if (entry.subject === undefined) return { supersedes: [], successor: undefined };
	const subject = encodeText(entry.subject);
	const older = prepared(
		database,
		'SELECT number, id FROM memory WHERE namespace = ? AND subject = ? AND valid_from <= ? AND (valid_to IS NULL OR valid_to > ?)',
	).all(namespace, subject, validFrom, validFrom);
	const next = prepared(
		database,
		'SELECT id, valid_from FROM memory WHERE namespace = ? AND subject = ? AND valid_from > ? ORDER BY valid_from, number LIMIT 1',
	).get(namespace, subject, validFrom);
	for (const { number } of older)
		prepared(database, 'UPDATE memory SET superseded_by = ?, valid_to = ? WHERE number = ?').run(id, validFrom, Number(number));
	return {
		supersedes: older.map((row) => String(row['id'])),
		successor: next && { id: String(next['id']), validFrom: String(next['valid_from']) },
	};
}

function nextTurn(database: DatabaseSync, namespace: number, name: string, terms: number): { number: number; turn: number } {
	const row = prepared(
		database,
		`INSERT INTO session (namespace, name, memories, terms, turns) VALUES (?, ?, 1, ?, 1)
		ON CONFLICT (namespace, name) DO UPDATE SET memories = memories + 1, terms = terms + excluded.terms, turns = turns + 1 RETURNING number, turns`,
	).get(namespace, encodeText(name), terms) as Row;
	return { number: Number(row['number']), turn: Number(row['turns']) };
}

export function keepEmbedding(database: DatabaseSync, namespace: number, memory: number, model: string, vector: readonly number[]): number {
	const bytes = new Uint8Array(Float32Array.from(vector).buffer);
	const sql =
		'INSERT INTO embedding (memory, model, namespace, dimensions, vector) VALUES (?, ?, ?, ?, ?) ON CONFLICT (memory, model) DO NOTHING';
	return Number(prepared(database, sql).run(memory, encodeText(model), namespace, vector.length, bytes).changes);
}

function findRepeated(database: DatabaseSync, { namespace }: Place, { idempotencyKey }: NewMemory): Row | undefined {
	if (idempotencyKey === undefined) return undefined;
	const sql =
		'SELECT number, id, count, text, trust FROM idempotency JOIN memory ON memory.number = idempotency.memory WHERE idempotency.namespace = ? AND key = ?';
	return prepared(database, sql).get(namespace, encodeText(idempotencyKey));
}

function keepKey(database: DatabaseSync, { namespace }: Place, { idempotencyKey }: NewMemory, memory: number): void {
	if (idempotencyKey === undefined) return;
	prepared(database, 'INSERT INTO idempotency (namespace, key, memory) VALUES (?, ?, ?)').run(
		namespace,
		encodeText(idempotencyKey),
		memory,
	);
}

function toRemembered(database: DatabaseSync, row: Row, outcome: 'counted' | 'repeated'): Remembered {
	const near = prepared(
		database,
		'SELECT id FROM near_duplicate JOIN memory ON memory.number = other WHERE near_duplicate.memory = ? ORDER BY memory.number',
	).all(Number(row['number']));
	return { id: String(row['id']), outcome, count: Number(row['count']), supersedes: [], nearDuplicates: near.map(({ id }) => String(id)) };
}

function earlier(one: string | undefined, other: string | undefined): string | undefined {
	if (one === undefined || other === undefined) return one ?? other;
	return one < other ? one : other;
}

/** Adds vectors to memories that have none of this model; tells how many it added. */
export function embedMemories(
	database: DatabaseSync,
	namespaceName: string,
	model: string,
	vectors: ReadonlyArray<{ readonly id: string; readonly vector: readonly number[] }>,
): number {
	const sql =
		'SELECT memory.number, memory.namespace FROM memory JOIN namespace ON namespace.number = memory.namespace WHERE namespace.name = ? AND id = ?';
	return vectors.reduce((added, { id, vector }) => {
		const row = prepared(database, sql).get(encodeText(namespaceName), id);
		return added + (row ? keepEmbedding(database, Number(row['namespace']), Number(row['number']), model, vector) : 0);
	}, 0);
}
