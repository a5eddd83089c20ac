import type { DatabaseSync } from 'node:sqlite';
import type { NameSearch } from '../../../records';
import type { Ballot, Claim, Count, Decision, FullDecision } from '../../decision';
import { toBallot, toCount, toDecision } from '../toDecision';
import { decodeText, encodeOptional, encodeText } from './encodeText';
import { prepared, type Row } from './prepared';

export interface DecisionPlace {
	readonly namespace: string;
	readonly key: string;
}

/** In the order of insertion, so that `placeOf` can be spread before other values. */
export const placeOf = ({ namespace, key }: DecisionPlace) => [encodeText(namespace), encodeText(key)] as const;

export function claimDecision(
	database: DatabaseSync,
	place: DecisionPlace,
	{ value, leaseMs, holder, token }: Claim,
	nowMs: number,
): { claimed: boolean; decision: Decision } {
	const isNow = value !== undefined;
	const sql = `INSERT INTO decision (namespace, key, value, opened_at, decided_at, token, holder, lease_ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
		ON CONFLICT (namespace, key) DO UPDATE SET value = excluded.value, decided_at = excluded.decided_at, token = excluded.token, holder = excluded.holder, lease_ends_at = excluded.lease_ends_at
		WHERE decision.decided_at IS NULL AND decision.rules IS NULL AND (decision.token = excluded.token OR decision.lease_ends_at <= ?4)`;
	const leaseEndsAt = isNow ? null : nowMs + (leaseMs ?? 0);
	const values = [isNow ? JSON.stringify(value) : null, nowMs, isNow ? nowMs : null, token, encodeOptional(holder), leaseEndsAt];
	prepared(database, sql).run(...placeOf(place), ...values);
	const row = findRow(database, place) as Row;
	return { claimed: row['token'] === token && (isNow || row['decided_at'] === null), decision: readDecision(database, row, nowMs) };
}

export function finishDecision(
	database: DatabaseSync,
	place: DecisionPlace,
	token: string,
	value: unknown,
	nowMs: number,
): { done: boolean; decision: Decision | undefined } {
	const text = JSON.stringify(value);
	const sql = `UPDATE decision SET value = ?3, decided_at = ?4 WHERE namespace = ?1 AND key = ?2 AND token = ?5 AND decided_at IS NULL AND rules IS NULL`;
	prepared(database, sql).run(...placeOf(place), text, nowMs, token);
	const row = findRow(database, place);
	const done = row?.['token'] === token && row['value'] === text;
	return { done, decision: row && readDecision(database, row, nowMs) };
}

export function findDecision(database: DatabaseSync, place: DecisionPlace, nowMs: number): FullDecision | undefined {
	const row = findRow(database, place);
	return row && readFull(database, row, nowMs);
}

export function listDecisions(database: DatabaseSync, namespace: string, { containing, limit }: NameSearch, nowMs: number): FullDecision[] {
	const sql = 'SELECT * FROM decision WHERE namespace = ? AND instr(lower(key), lower(?)) > 0 ORDER BY number DESC LIMIT ?';
	const rows = prepared(database, sql).all(encodeText(namespace), encodeText(containing), limit);
	return rows.map((row) => readFull(database, row, nowMs));
}

export function removeDecisions(database: DatabaseSync, namespace: string, key: string | undefined): number {
	const where = 'DELETE FROM decision WHERE namespace = ?';
	const statement = key === undefined ? prepared(database, where) : prepared(database, `${where} AND key = ?`);
	return Number(statement.run(encodeText(namespace), ...(key === undefined ? [] : [encodeText(key)])).changes);
}

export function findRow(database: DatabaseSync, place: DecisionPlace): Row | undefined {
	return prepared(database, 'SELECT * FROM decision WHERE namespace = ? AND key = ?').get(...placeOf(place));
}

export function readDecision(database: DatabaseSync, row: Row, nowMs: number): Decision {
	return toDecision(row, decodeText, countsOf(database, row), nowMs);
}

function readFull(database: DatabaseSync, row: Row, nowMs: number): FullDecision {
	return { ...readDecision(database, row, nowMs), ballots: ballotsOf(database, row) };
}

/** The bare `value` is that of the row with the earliest vote, as SQLite gives it beside `min`. */
function countsOf(database: DatabaseSync, row: Row): Count[] {
	const sql = `SELECT value, min(voted_at) AS first, count(*) AS votes, sum(weight) AS weight FROM ballot WHERE decision = ? AND value IS NOT NULL AND late = 0
		GROUP BY value_key ORDER BY weight DESC, first`;
	return row['rules'] === null ? [] : prepared(database, sql).all(Number(row['number'])).map(toCount);
}

function ballotsOf(database: DatabaseSync, row: Row): Ballot[] {
	const sql =
		'SELECT voter, value, weight, voted_at, run, late FROM ballot WHERE decision = ? AND value IS NOT NULL ORDER BY voted_at, voter';
	return prepared(database, sql)
		.all(Number(row['number']))
		.map((ballot) => toBallot(ballot, decodeText));
}
