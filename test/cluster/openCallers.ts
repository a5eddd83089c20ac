import { readFileSync } from 'node:fs';
import pLimit from 'p-limit';
import pg from 'pg';
import type { PostgresPlace } from '../../scripts/postgres/startPostgres.mts';

/** What a caller of a webhook was told, and when. */
export interface Told {
	readonly status: number;
	readonly body: Readonly<Record<string, unknown>>;
	readonly atMs: number;
}

/** Never throws: who is told nothing was told status 0. */
export async function call(webhook: string, body: Readonly<Record<string, unknown>>): Promise<Told> {
	const told = (status: number, text: string): Told => ({ status, body: readJson(text), atMs: performance.now() });
	try {
		const response = await fetch(webhook, {
			method: 'POST',
			headers: { 'content-type': 'application/json', connection: 'close' },
			body: JSON.stringify(body),
		});
		return told(response.status, await response.text());
	} catch (error) {
		return told(0, String(error));
	}
}

export async function callAll(webhook: string, bodies: ReadonlyArray<Readonly<Record<string, unknown>>>, atOnce: number): Promise<Told[]> {
	const limit = pLimit(atOnce);
	return await Promise.all(bodies.map(async (body) => await limit(async () => await call(webhook, body))));
}

function readJson(text: string): Readonly<Record<string, unknown>> {
	try {
		return JSON.parse(text) as Record<string, unknown>;
	} catch {
		return { text };
	}
}

/** Executions that a worker began and has not ended, by its log. */
export function runningOf(logFile: string): Set<string> {
	const log = readFileSync(logFile, 'utf8');
	const running = new Set([...log.matchAll(/Worker started execution (\d+)/g)].map(([, id]) => id!));
	for (const [, id] of log.matchAll(/Worker finished execution (\d+)/g)) running.delete(id!);
	return running;
}

export const countFinished = (logFile: string): number => [...readFileSync(logFile, 'utf8').matchAll(/Worker finished execution/g)].length;

export interface KeptThings {
	readonly memories: ReadonlyArray<{ readonly text: string; readonly count: number }>;
	readonly answers: ReadonlyArray<{ readonly question: string; readonly answer: unknown }>;
	readonly decisions: ReadonlyArray<{ readonly key: string; readonly decided: boolean; readonly ballots: number }>;
}

/** All that the templates keep in Postgres, counted there and not by the package. */
export async function readKeptThings({ host, port, database, user, password }: PostgresPlace): Promise<KeptThings> {
	const client = new pg.Client({ host, port, database, user, password });
	await client.connect();
	try {
		const read = async <Row extends pg.QueryResultRow>(sql: string) => (await client.query<Row>(sql)).rows;
		const records = await read<{ value: string }>("SELECT value FROM shadow_clones.record WHERE kind = 'answer'");
		return {
			memories: await read('SELECT text, count::int FROM shadow_clones.memory'),
			answers: records.map(({ value }) => JSON.parse(value) as { question: string; answer: unknown }),
			decisions: await read(
				'SELECT key, decided_at IS NOT NULL AS decided, (SELECT count(*)::int FROM shadow_clones.ballot WHERE decision = number AND ballot.value IS NOT NULL) AS ballots FROM shadow_clones.decision',
			),
		};
	} finally {
		await client.end();
	}
}
