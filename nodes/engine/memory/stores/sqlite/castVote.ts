import type { DatabaseSync } from 'node:sqlite';
import type { NewBallot, PollRules, Voted, VoteOutcome } from '../../decision';
import type { Poll } from '../../readPoll';
import { findRow, placeOf, readDecision, type DecisionPlace } from './decisions';
import { encodeOptional, encodeText } from './encodeText';
import { prepared, type Row } from './prepared';

interface Vote {
	readonly ballot: NewBallot;
	readonly rules: PollRules;
	readonly poll: Poll;
}

/** Opens the vote where this is the first, keeps the ballot, and decides where the quorum is reached; the caller holds the write transaction. */
export function castVote(database: DatabaseSync, place: DecisionPlace, vote: Vote, nowMs: number): Voted {
	const { ballot, poll } = vote;
	const row = findRow(database, place) ?? open(database, place, vote, nowMs);
	const outcome = keep(database, row, vote, nowMs);
	if (outcome === 'counted' && weightOf(database, row, poll.valueKey) >= Number(row['threshold']))
		decide(database, row, poll.valueKey, ballot.token, nowMs);
	const after = findRow(database, place) as Row;
	const standing = prepared(database, 'SELECT value FROM ballot WHERE decision = ? AND voter = ?').get(
		Number(row['number']),
		encodeText(ballot.voter),
	)?.['value'];
	return {
		outcome,
		decisive: after['rules'] !== null && after['decided_at'] !== null && after['token'] === ballot.token,
		...(typeof standing === 'string' && { standing: JSON.parse(standing) as unknown }),
		decision: readDecision(database, after, nowMs),
	};
}

function open(database: DatabaseSync, place: DecisionPlace, { rules, poll }: Vote, nowMs: number): Row {
	const sql = 'INSERT INTO decision (namespace, key, opened_at, rules, threshold, expires_at) VALUES (?, ?, ?, ?, ?, ?)';
	const expiresAt = rules.expiresAfterMs === undefined ? null : nowMs + rules.expiresAfterMs;
	prepared(database, sql).run(...placeOf(place), nowMs, JSON.stringify(rules), poll.threshold, expiresAt);
	const row = findRow(database, place) as Row;
	for (const { name, weight } of poll.voters ?? [])
		prepared(database, 'INSERT INTO ballot (decision, voter, weight) VALUES (?, ?, ?)').run(
			Number(row['number']),
			encodeText(name),
			weight,
		);
	return row;
}

function keep(database: DatabaseSync, row: Row, { ballot, poll }: Vote, nowMs: number): VoteOutcome {
	const isLate = row['decided_at'] !== null || row['rules'] === null || (row['expires_at'] !== null && Number(row['expires_at']) <= nowMs);
	const number = Number(row['number']);
	const voter = encodeText(ballot.voter);
	const values = [JSON.stringify(ballot.value), poll.valueKey, nowMs, encodeOptional(ballot.run), isLate ? 1 : 0];
	const named = hasVoters(row);
	const sql = named
		? 'UPDATE ballot SET value = ?3, value_key = ?4, voted_at = ?5, run = ?6, late = ?7 WHERE decision = ?1 AND voter = ?2 AND value IS NULL'
		: 'INSERT INTO ballot (decision, voter, weight, value, value_key, voted_at, run, late) VALUES (?1, ?2, 1, ?3, ?4, ?5, ?6, ?7) ON CONFLICT (decision, voter) DO NOTHING';
	const isKept = Number(prepared(database, sql).run(number, voter, ...values).changes) === 1;
	if (isKept) return isLate ? 'late' : 'counted';
	const known = prepared(database, 'SELECT 1 FROM ballot WHERE decision = ? AND voter = ?').get(number, voter);
	return known === undefined ? 'stranger' : 'repeated';
}

function hasVoters(row: Row): boolean {
	return row['rules'] !== null && (JSON.parse(String(row['rules'])) as PollRules).voters !== undefined;
}

function weightOf(database: DatabaseSync, row: Row, valueKey: string): number {
	const sql = 'SELECT sum(weight) AS weight FROM ballot WHERE decision = ? AND value_key = ? AND late = 0';
	return Number(prepared(database, sql).get(Number(row['number']), valueKey)?.['weight']);
}

/** In the words of the first who voted so. */
function decide(database: DatabaseSync, row: Row, valueKey: string, token: string, nowMs: number): void {
	const sql = `UPDATE decision SET decided_at = ?2, token = ?3,
		value = (SELECT value FROM ballot WHERE decision = ?1 AND value_key = ?4 AND late = 0 ORDER BY voted_at, voter LIMIT 1) WHERE number = ?1`;
	prepared(database, sql).run(Number(row['number']), nowMs, token, valueKey);
}
