import type { DatabaseSync } from 'node:sqlite';
import type { NameSearch, RecordKind, StoredRecord } from '../../../records';
import { decodeText, encodeText } from './encodeText';
import { prepared, type Row } from './prepared';

/** Which record; the key is absent where all of a namespace are meant. */
export interface RecordPlace {
	readonly kind: RecordKind;
	readonly namespace: string;
	readonly key?: string;
}

const placeOf = ({ kind, namespace, key }: RecordPlace) => [kind, encodeText(namespace), encodeText(key ?? '')] as const;

export function saveRecord(database: DatabaseSync, place: RecordPlace, value: unknown, nowMs: number): void {
	const sql =
		'INSERT INTO record (kind, namespace, key, value, saved_at) VALUES (?, ?, ?, ?, ?) ON CONFLICT (kind, namespace, key) DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at';
	prepared(database, sql).run(...placeOf(place), JSON.stringify(value), nowMs);
}

export function findRecord(
	database: DatabaseSync,
	place: RecordPlace,
	maxAgeMs: number | undefined,
	nowMs: number,
): StoredRecord | undefined {
	const row = prepared(
		database,
		'SELECT key, value, saved_at FROM record WHERE kind = ? AND namespace = ? AND key = ? AND saved_at >= ?',
	).get(...placeOf(place), oldest(maxAgeMs, nowMs));
	return row && toRecord(row);
}

export function listRecords(database: DatabaseSync, { kind, namespace }: RecordPlace, { containing, limit }: NameSearch): StoredRecord[] {
	const sql =
		'SELECT key, value, saved_at FROM record WHERE kind = ? AND namespace = ? AND instr(lower(key), lower(?)) > 0 ORDER BY saved_at DESC, rowid DESC LIMIT ?';
	return prepared(database, sql).all(kind, encodeText(namespace), encodeText(containing), limit).map(toRecord);
}

export function removeRecords(database: DatabaseSync, { kind, namespace, key }: RecordPlace): number {
	const where = 'DELETE FROM record WHERE kind = ? AND namespace = ?';
	const statement = key === undefined ? prepared(database, where) : prepared(database, `${where} AND key = ?`);
	return Number(statement.run(kind, encodeText(namespace), ...(key === undefined ? [] : [encodeText(key)])).changes);
}

export function trimRecords(
	database: DatabaseSync,
	{ kind, namespace }: RecordPlace,
	most: number | undefined,
	maxAgeMs: number | undefined,
	nowMs: number,
): number {
	const place = [kind, encodeText(namespace)] as const;
	const tooOld = Number(
		prepared(database, 'DELETE FROM record WHERE kind = ? AND namespace = ? AND saved_at < ?').run(...place, oldest(maxAgeMs, nowMs))
			.changes,
	);
	if (most === undefined) return tooOld;
	const sql = `DELETE FROM record WHERE kind = ?1 AND namespace = ?2 AND key IN (SELECT key FROM record WHERE kind = ?1 AND namespace = ?2 ORDER BY saved_at DESC, rowid DESC LIMIT -1 OFFSET ?3)`;
	return tooOld + Number(prepared(database, sql).run(...place, most).changes);
}

function oldest(maxAgeMs: number | undefined, nowMs: number): number {
	return maxAgeMs === undefined || !Number.isFinite(maxAgeMs) ? Number.MIN_SAFE_INTEGER : nowMs - maxAgeMs;
}

function toRecord(row: Row): StoredRecord {
	return {
		key: decodeText(row['key']),
		value: JSON.parse(String(row['value'])) as unknown,
		savedAt: new Date(Number(row['saved_at'])).toISOString(),
	};
}
