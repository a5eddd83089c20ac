import type { Pool, PoolClient } from 'pg';
import { migrate } from './migrate';
import type { Query, Row } from './query';

/** The database as the store's parts use it. */
export interface Connection {
	/** One statement on its own. */
	query: Query;
	/** All of the work is kept, or none of it. `lock` is taken first: the one that has it is alone with that namespace. */
	transact<Result>(lock: Buffer, work: (query: Query) => Promise<Result>): Promise<Result>;
	/** Whether the server compares vectors by itself (pgvector). */
	hasVectors(): Promise<boolean>;
}

/**
 * Statements over a pool of connections. The schema is brought up to date before the first one.
 *
 * A connection that turns out to be dead before anything was asked over it is replaced by another one; after that, the one that asked hears of it, as nobody can know what was kept.
 */
export function createConnection(pool: Pool): Connection {
	// A connection that breaks between two statements tells it as an event, which would end the whole process if nobody listened; the one that uses it next hears of it anyway.
	pool.on('error', () => {});
	pool.on('connect', (client) => client.on('error', () => {}));
	let ready: Promise<void> | undefined;
	// Only an answer is kept: a server that was down once may have pgvector all the same.
	let hasVectors: boolean | undefined;

	const prepare = async (): Promise<void> => {
		ready ??= withClient(pool, async (client) => await migrate(toQuery(client)));
		try {
			await ready;
		} catch (error) {
			ready = undefined;
			throw error;
		}
	};

	const query: Query = async (sql, values) => {
		await prepare();
		return await withClient(pool, async (client) => await toQuery(client)(sql, values));
	};

	return {
		query,
		transact: async (lock, work) => {
			await prepare();
			return await withClient(pool, async (client) => await transact(toQuery(client), lock, work));
		},
		hasVectors: async () => (hasVectors ??= await findVectors(query)),
	};
}

export function toQuery(client: Pick<PoolClient, 'query'>): Query {
	return async (sql, values = []) => (await client.query<Row>(sql, [...values])).rows;
}

async function withClient<Result>(pool: Pool, work: (client: PoolClient) => Promise<Result>): Promise<Result> {
	const client = await connectAlive(pool);
	let broken: Error | undefined;
	try {
		const result = await work(client);
		answeredAt.set(client, performance.now());
		return result;
	} catch (error) {
		// An ERROR is the server's answer, after which it listens on; after anything else the connection itself is in doubt.
		if ((error as { severity?: unknown }).severity !== 'ERROR') broken = error as Error;
		throw error;
	} finally {
		client.release(broken);
	}
}

/** So soon after an answer no server has been restarted. */
const FRESH_MS = 100;
const answeredAt = new WeakMap<PoolClient, number>();

/** A server that was restarted leaves connections that look alive. */
async function connectAlive(pool: Pool): Promise<PoolClient> {
	for (let dead = 0; ; dead++) {
		const client = await pool.connect();
		if (performance.now() - (answeredAt.get(client) ?? Number.NEGATIVE_INFINITY) < FRESH_MS) return client;
		try {
			await client.query('SELECT 1');
			return client;
		} catch (error) {
			client.release(error as Error);
			if (dead >= pool.options.max) throw error;
		}
	}
}

async function transact<Result>(query: Query, lock: Buffer, work: (query: Query) => Promise<Result>): Promise<Result> {
	await query('BEGIN');
	try {
		await query('SELECT pg_advisory_xact_lock($1)', [lock.readBigInt64BE(0).toString()]);
		const result = await work(query);
		await query('COMMIT');
		return result;
	} catch (error) {
		// A connection that is gone has rolled back by itself; what ended the work is what must be told.
		await query('ROLLBACK').catch(() => {});
		throw error;
	}
}

async function findVectors(query: Query): Promise<boolean> {
	const [row] = await query("SELECT count(*) AS found FROM pg_extension WHERE extname = 'vector'");
	return Number(row?.['found']) > 0;
}
