import type { NameSearch, RecordKind, RecordStore, Removed, StoredRecord } from '../../../records';
import type { Query, Row } from './query';
import { decodeText, encodeText, hashName } from './encodeText';
import { erase } from './forget';

const table = 'shadow_clones.record';

/** Cached answers; `ask` puts trouble into words and refuses an empty namespace. */
export function openRecords(
	query: Query,
	ask: <Result>(namespace: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>,
): RecordStore {
	return {
		save: async (kind, namespace, key, value, signal) =>
			await ask(namespace, signal, async () => await save(query, kind, namespace, key, value)),
		find: async (kind, namespace, key, maxAgeMs, signal) =>
			await ask(namespace, signal, async () => await find(query, kind, namespace, key, maxAgeMs)),
		list: async (kind, namespace, search, signal) => await ask(namespace, signal, async () => await list(query, kind, namespace, search)),
		remove: async (kind, namespace, key, signal) => await ask(namespace, signal, async () => await remove(query, kind, namespace, key)),
		trim: async (kind, namespace, { most, maxAgeMs }, signal) =>
			await ask(namespace, signal, async () => await trim(query, kind, namespace, most, maxAgeMs)),
	};
}

const insertSql = `INSERT INTO ${table} (kind, namespace_hash, key_hash, key, value, saved_at) VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (kind, namespace_hash, key_hash)`;
const rowOf = (kind: RecordKind, namespace: string, key: string, value: unknown) => [
	kind,
	hashName(namespace),
	hashName(key),
	encodeText(key),
	JSON.stringify(value),
	Date.now(),
];

async function save(query: Query, kind: RecordKind, namespace: string, key: string, value: unknown): Promise<void> {
	await query(`${insertSql} DO UPDATE SET value = excluded.value, saved_at = excluded.saved_at`, rowOf(kind, namespace, key, value));
}

async function find(
	query: Query,
	kind: RecordKind,
	namespace: string,
	key: string,
	maxAgeMs: number | undefined,
): Promise<StoredRecord | undefined> {
	const sql = `SELECT key, value, saved_at FROM ${table} WHERE kind = $1 AND namespace_hash = $2 AND key_hash = $3 AND saved_at >= $4`;
	const [row] = await query(sql, [kind, hashName(namespace), hashName(key), oldest(maxAgeMs)]);
	return row && toRecord(row);
}

async function list(query: Query, kind: RecordKind, namespace: string, { containing, limit }: NameSearch): Promise<StoredRecord[]> {
	const sql = `SELECT key, value, saved_at FROM ${table} WHERE kind = $1 AND namespace_hash = $2 AND position(lower($3) IN lower(key)) > 0 ORDER BY saved_at DESC, number DESC LIMIT $4`;
	return (await query(sql, [kind, hashName(namespace), encodeText(containing), limit])).map(toRecord);
}

async function remove(query: Query, kind: RecordKind, namespace: string, key: string | undefined): Promise<Removed> {
	const where = key === undefined ? '' : 'AND key_hash = $3';
	const rows = await query(`DELETE FROM ${table} WHERE kind = $1 AND namespace_hash = $2 ${where} RETURNING number`, [
		kind,
		hashName(namespace),
		...(key === undefined ? [] : [hashName(key)]),
	]);
	return { removed: rows.length, erased: rows.length === 0 || (await erase(query, 'records')) };
}

async function trim(
	query: Query,
	kind: RecordKind,
	namespace: string,
	most: number | undefined,
	maxAgeMs: number | undefined,
): Promise<number> {
	const place = [kind, hashName(namespace)];
	const tooOld = await query(`DELETE FROM ${table} WHERE kind = $1 AND namespace_hash = $2 AND saved_at < $3 RETURNING number`, [
		...place,
		oldest(maxAgeMs),
	]);
	if (most === undefined) return tooOld.length;
	const tooMany = await query(
		`DELETE FROM ${table} WHERE number IN (SELECT number FROM ${table} WHERE kind = $1 AND namespace_hash = $2 ORDER BY saved_at DESC, number DESC OFFSET $3) RETURNING number`,
		[...place, most],
	);
	return tooOld.length + tooMany.length;
}

function oldest(maxAgeMs: number | undefined): number {
	return maxAgeMs === undefined || !Number.isFinite(maxAgeMs) ? Number.MIN_SAFE_INTEGER : Math.floor(Date.now() - maxAgeMs);
}

function toRecord(row: Row): StoredRecord {
	return {
		key: decodeText(row['key']),
		value: JSON.parse(String(row['value'])) as unknown,
		savedAt: new Date(Number(row['saved_at'])).toISOString(),
	};
}
