import type { NameSearch, Removed } from '../../../records';
import type { Claim, Count, Decision, DecisionStore, FullDecision, NewBallot, PollRules, Voted, VoteOutcome } from '../../decision';
import { readPoll, type Poll } from '../../readPoll';
import { hashOf } from '../../../hashOf';
import { toBallot, toCount, toDecision } from '../toDecision';
import type { Query, Row } from './query';
import { decodeText, encodeOptional, encodeText, hashName } from './encodeText';
import { erase } from './forget';

const table = 'shadow_clones.decision';
/** A decision as it is told, with its counts and the time by the server's clock: the hosts that ask may have clocks of their own. */
const columns = 'decision.*, shadow_clones.counts_of(decision.number) AS counts, shadow_clones.now_ms() AS now_ms';

/** Decisions; `ask` puts trouble into words and refuses an empty namespace. */
export function openDecisions(
	query: Query,
	ask: <Result>(namespace: string, signal: AbortSignal, work: () => Promise<Result>) => Promise<Result>,
): DecisionStore {
	return {
		claim: async (namespace, key, asked, signal) => await ask(namespace, signal, async () => await claim(query, namespace, key, asked)),
		done: async (namespace, key, token, value, signal) =>
			await ask(namespace, signal, async () => await finish(query, namespace, key, token, value)),
		vote: async (namespace, key, ballot, rules, signal) => {
			const poll = readPoll(ballot, rules);
			return await ask(namespace, signal, async () => await castVote(query, namespace, key, { ballot, rules, poll }));
		},
		find: async (namespace, key, signal) => await ask(namespace, signal, async () => (await find(query, namespace, key))?.decision),
		list: async (namespace, search, signal) => await ask(namespace, signal, async () => await list(query, namespace, search)),
		remove: async (namespace, key, signal) => await ask(namespace, signal, async () => await remove(query, namespace, key)),
	};
}

const claimSql = `
	INSERT INTO ${table} AS decision (namespace_hash, key_hash, key, value, opened_at, decided_at, token, holder, lease_ends_at)
	SELECT $1, $2, $3, $4, at.now_ms, CASE WHEN $4::text IS NULL THEN NULL ELSE at.now_ms END, $5, $6, CASE WHEN $4::text IS NULL THEN at.now_ms + $7::bigint END
	FROM (SELECT shadow_clones.now_ms() AS now_ms) AS at
	ON CONFLICT (namespace_hash, key_hash) DO UPDATE
	SET value = excluded.value, decided_at = excluded.decided_at, token = excluded.token, holder = CASE WHEN decision.token = excluded.token THEN coalesce(excluded.holder, decision.holder) ELSE excluded.holder END, lease_ends_at = excluded.lease_ends_at
	WHERE decision.decided_at IS NULL AND decision.rules IS NULL AND (decision.token = excluded.token OR decision.lease_ends_at <= excluded.opened_at)
	RETURNING number`;

async function claim(
	query: Query,
	namespace: string,
	key: string,
	{ value, leaseMs, holder, token: said }: Claim,
): Promise<{ claimed: boolean; decision: Decision }> {
	const isNow = value !== undefined;
	const token = hashOf(said);
	const values = [isNow ? JSON.stringify(value) : null, token, encodeOptional(holder), isNow ? null : (leaseMs ?? 0)];
	// Somebody may remove the decision between the two statements; then it is claimed again.
	for (;;) {
		await query(claimSql, [hashName(namespace), hashName(key), encodeText(key), ...values]);
		const found = await find(query, namespace, key);
		if (found !== undefined)
			return { claimed: found.token === token && (isNow || found.decision.decidedAt === undefined), decision: found.decision };
	}
}

async function finish(
	query: Query,
	namespace: string,
	key: string,
	token: string,
	value: unknown,
): Promise<{ done: boolean; decision: Decision | undefined }> {
	const sql = `UPDATE ${table} SET value = $3, decided_at = shadow_clones.now_ms() WHERE namespace_hash = $1 AND key_hash = $2 AND token = $4 AND decided_at IS NULL AND rules IS NULL`;
	await query(sql, [hashName(namespace), hashName(key), JSON.stringify(value), hashOf(token)]);
	const found = await find(query, namespace, key);
	const done = found?.token === hashOf(token) && JSON.stringify(found.decision.value) === JSON.stringify(value);
	return { done, decision: found?.decision };
}

const voteSql = 'SELECT * FROM shadow_clones.cast_vote($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)';

async function castVote(
	query: Query,
	namespace: string,
	key: string,
	{ ballot, rules, poll }: { readonly ballot: NewBallot; readonly rules: PollRules; readonly poll: Poll },
): Promise<Voted> {
	const { voters } = poll;
	const electorate = [
		voters?.map(({ name }) => hashName(name)) ?? null,
		voters?.map(({ name }) => encodeText(name)) ?? null,
		voters?.map(({ weight }) => weight) ?? null,
	];
	const [row = {}] = await query(voteSql, [
		...[hashName(namespace), hashName(key), encodeText(key)],
		...[JSON.stringify(rules), poll.threshold, rules.expiresAfterMs ?? null, ...electorate],
		...[hashName(ballot.voter), encodeText(ballot.voter), JSON.stringify(ballot.value), poll.valueKey],
		...[encodeOptional(ballot.run), hashOf(ballot.token)],
	]);
	const decision = row['decision'] as Row;
	const { standing } = row;
	return {
		outcome: row['outcome'] as VoteOutcome,
		decisive: decision['rules'] !== null && decision['decided_at'] !== null && decision['token'] === hashOf(ballot.token),
		...(typeof standing === 'string' && { standing: JSON.parse(standing) as unknown }),
		decision: readDecision({ ...decision, counts: row['counts'], now_ms: row['now_ms'] }),
	};
}

async function find(query: Query, namespace: string, key: string): Promise<{ decision: FullDecision; token: unknown } | undefined> {
	const sql = `SELECT ${columns} FROM ${table} AS decision WHERE namespace_hash = $1 AND key_hash = $2`;
	const [row] = await query(sql, [hashName(namespace), hashName(key)]);
	if (row === undefined) return undefined;
	const [decision] = await withBallots(query, [row]);
	return decision && { decision, token: row['token'] };
}

async function list(query: Query, namespace: string, { containing, limit }: NameSearch): Promise<FullDecision[]> {
	const sql = `SELECT ${columns} FROM ${table} AS decision WHERE namespace_hash = $1 AND position(lower($2) IN lower(key)) > 0 ORDER BY number DESC LIMIT $3`;
	return await withBallots(query, await query(sql, [hashName(namespace), encodeText(containing), limit]));
}

async function withBallots(query: Query, rows: readonly Row[]): Promise<FullDecision[]> {
	const sql = `SELECT decision, voter, value, weight, voted_at, run, late FROM shadow_clones.ballot WHERE decision = ANY($1) AND value IS NOT NULL ORDER BY voted_at, voter`;
	const ballots = rows.length === 0 ? [] : await query(sql, [rows.map(({ number }) => number)]);
	const ballotsOf = Map.groupBy(ballots, ({ decision }) => String(decision));
	return rows.map((row) => ({
		...readDecision(row),
		ballots: (ballotsOf.get(String(row['number'])) ?? []).map((ballot) => toBallot(ballot, decodeText)),
	}));
}

function readDecision(row: Row): Decision {
	return toDecision(row, decodeText, (row['counts'] as Row[]).map<Count>(toCount), Number(row['now_ms']));
}

async function remove(query: Query, namespace: string, key: string | undefined): Promise<Removed> {
	const where = key === undefined ? '' : 'AND key_hash = $2';
	const values = [hashName(namespace), ...(key === undefined ? [] : [hashName(key)])];
	const rows = await query(`DELETE FROM ${table} WHERE namespace_hash = $1 ${where} RETURNING number`, values);
	return { removed: rows.length, erased: rows.length === 0 || (await erase(query, 'decisions')) };
}
