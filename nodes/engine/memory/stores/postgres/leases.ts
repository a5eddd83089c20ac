import { hashOf } from '../../../hashOf';
import type { Lease, LeaseStore } from '../../../leases';
import { hashName } from './encodeText';
import type { Query } from './query';

const table = 'shadow_clones.lease';
const place = 'namespace_hash = $1 AND key_hash = $2';

/** Leases; `ask` puts trouble into words and refuses an empty namespace. */
export function openLeases(
	query: Query,
	ask: <Result>(namespace: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>,
): LeaseStore {
	return {
		claim: async (namespace, key, { token, leaseMs }, signal) =>
			await ask(namespace, signal, async () => await claim(query, [hashName(namespace), hashName(key), hashOf(token), leaseMs])),
		keep: async (namespace, key, { token, leaseMs }, signal) => {
			const sql = `UPDATE ${table} SET lease_ends_at = shadow_clones.now_ms() + $4::bigint WHERE ${place} AND token = $3 RETURNING token`;
			const values = [hashName(namespace), hashName(key), hashOf(token), leaseMs];
			return (await ask(namespace, signal, async () => await query(sql, values))).length > 0;
		},
		release: async (namespace, key, token, signal) => {
			const sql = `DELETE FROM ${table} WHERE ${place} AND ($3::text IS NULL OR token = $3)`;
			const values = [hashName(namespace), hashName(key), token === undefined ? null : hashOf(token)];
			await ask(namespace, signal, async () => await query(sql, values));
		},
		giveUp: async (namespace, key, token, signal) => {
			const sql = `UPDATE ${table} SET token = NULL, lease_ends_at = shadow_clones.now_ms(), gave_up_at = shadow_clones.now_ms() WHERE ${place} AND token = $3`;
			await ask(namespace, signal, async () => {
				await query(sql, [hashName(namespace), hashName(key), hashOf(token)]);
				await removeOld(query);
			});
		},
	};
}

/** One statement: the work is held by the claim, or the row says by whom else; where another claim came in between, neither is seen. */
const claimSql = `
	WITH claim AS (
		INSERT INTO ${table} AS lease (namespace_hash, key_hash, token, lease_ends_at) VALUES ($1, $2, $3, shadow_clones.now_ms() + $4::bigint)
		ON CONFLICT (namespace_hash, key_hash) DO UPDATE SET token = excluded.token, lease_ends_at = excluded.lease_ends_at
		WHERE lease.token = excluded.token OR lease.lease_ends_at <= shadow_clones.now_ms()
		RETURNING gave_up_at
	)
	SELECT true AS claimed, gave_up_at, shadow_clones.now_ms() AS now_ms FROM claim
	UNION ALL
	SELECT false, gave_up_at, shadow_clones.now_ms() FROM ${table} WHERE ${place} AND NOT EXISTS (SELECT 1 FROM claim)`;

async function claim(query: Query, values: readonly unknown[]): Promise<Lease> {
	for (;;) {
		const [row] = await query(claimSql, values);
		if (row === undefined) continue;
		const { claimed, gave_up_at: gaveUpAt, now_ms: now } = row;
		return { claimed: claimed === true, ...(gaveUpAt !== null && { gaveUpAtMs: Number(gaveUpAt) }), asOfMs: Number(now) };
	}
}

const KEEP_MS = 24 * 3_600_000;

/** What was given up stays for those who wait, and what a dead holder left stays for ever; rows that somebody is at work on are left for the next time. */
async function removeOld(query: Query): Promise<void> {
	await query(
		`DELETE FROM ${table} WHERE (namespace_hash, key_hash) IN (
			SELECT namespace_hash, key_hash FROM ${table} WHERE lease_ends_at < shadow_clones.now_ms() - $1::bigint LIMIT 1000 FOR UPDATE SKIP LOCKED
		)`,
		[KEEP_MS],
	);
}
