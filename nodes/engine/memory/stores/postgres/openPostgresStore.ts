import pg from 'pg';
import { untilAborted } from '../../../untilAborted';
import { checkNamespace, checkSelection } from '../checkCall';
import type { MemoryStore } from '../store';
import { createConnection } from './connection';
import { openDecisions } from './decisions';
import { erase, forget } from './forget';
import { openLeases } from './leases';
import { listNamespaces } from './listNamespaces';
import { getMemories, listMemories } from './readMemories';
import { openReceipts } from './receipts';
import { openRecords } from './records';
import { embedMemories, remember } from './remember';
import { restore } from './restore';
import { searchText } from './search';
import { searchVector } from './searchVector';
import { toStoreError } from './toStoreError';
import { hashName } from './encodeText';

export interface PostgresAddress {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	/** False: plain text; 'unverified': encrypted, no matter who answers. */
	readonly tls: boolean | 'unverified';
	/** Open at the same time in this process. */
	readonly mostConnections: number;
	/** How long to wait for others that write to the same namespace; absent: 30 s. */
	readonly lockTimeoutMs?: number;
}

const CONNECT_TIMEOUT_MS = 10_000;
const LOCK_TIMEOUT_MS = 30_000;
const STATEMENT_TIMEOUT_MS = 120_000;
/** A server that ends no statement in its time is not there any more; its connection makes room. */
const SILENCE_MS = STATEMENT_TIMEOUT_MS + 10_000;
const IDLE_MS = 10_000;

/**
 * Opens memories kept in the schema `shadow_clones` of a Postgres database, which is made when something is first asked of it.
 *
 * Any number of processes, on any number of hosts, may use it at the same time; those that write to the same namespace wait for each other. What is acknowledged is
 * committed. A caller that aborts is not waited for, but what the server had begun it may finish.
 */
export function openPostgresStore(address: PostgresAddress): MemoryStore {
	const { host, port, database, user, password, tls, mostConnections, lockTimeoutMs = LOCK_TIMEOUT_MS } = address;
	const pool = new pg.Pool({
		...{ host, port, database, user, password, max: mostConnections },
		ssl: tls === false ? false : { rejectUnauthorized: tls !== 'unverified' },
		connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
		idleTimeoutMillis: IDLE_MS,
		lock_timeout: lockTimeoutMs,
		statement_timeout: STATEMENT_TIMEOUT_MS,
		query_timeout: SILENCE_MS,
		allowExitOnIdle: true,
		keepAlive: true,
		application_name: 'n8n-nodes-shadow-clones',
	});
	const connection = createConnection(pool);
	const { query, transact } = connection;

	const ask = async <Result>(namespace: string, signal: AbortSignal, work: () => Promise<Result>, remembering = false): Promise<Result> => {
		checkNamespace(namespace);
		try {
			return await untilAborted(work, signal);
		} catch (error) {
			signal.throwIfAborted();
			throw toStoreError(error, `${host}:${port}/${database}`, remembering);
		}
	};
	const now = () => new Date().toISOString();

	return {
		kind: 'postgres',
		remember: async (namespace, entries, signal) =>
			await ask(
				namespace,
				signal,
				async () => await transact(hashName(namespace), async (send) => await remember(send, namespace, entries, now())),
				true,
			),
		searchText: async (words, scope, signal) =>
			await ask(scope.namespace, signal, async () => await searchText(query, words, scope, now())),
		searchVector: async (vector, model, scope, signal) =>
			await ask(scope.namespace, signal, async () => await searchVector(connection, vector, model, scope, now())),
		get: async (namespace, ids, signal) => await ask(namespace, signal, async () => await getMemories(query, namespace, ids)),
		namespaces: async (search, signal) => await ask('list', signal, async () => await listNamespaces(query, search)),
		list: async (namespace, selection, page, signal) =>
			await ask(namespace, signal, async () => await listMemories(query, namespace, selection, page, now())),
		embed: async (namespace, model, vectors, signal) =>
			await ask(
				namespace,
				signal,
				async () => await transact(hashName(namespace), async (send) => await embedMemories(send, namespace, model, vectors)),
			),
		restore: async (namespace, memories, signal) =>
			await ask(
				namespace,
				signal,
				async () => await transact(hashName(namespace), async (send) => await restore(send, namespace, memories)),
			),
		forget: async (namespace, selection, signal) => {
			checkNamespace(namespace);
			checkSelection(selection);
			return await ask(namespace, signal, async () => {
				const forgotten = await transact(hashName(namespace), async (send) => await forget(send, namespace, selection));
				return { ...forgotten, erased: forgotten.memories === 0 || (await erase(query, 'memories')) };
			});
		},
		records: openRecords(query, ask),
		decisions: openDecisions(query, ask),
		leases: openLeases(query, ask),
		receipts: openReceipts(query, ask),
		checkIntegrity: async (signal) => await ask('integrity', signal, async () => await checkIntegrity(query)),
		close: async () => await pool.end(),
	};
}

/** The sizes that ranks are measured against must be those of the memories. */
async function checkIntegrity(query: ReturnType<typeof createConnection>['query']): Promise<string[]> {
	const rows =
		await query(`SELECT namespace.name FROM shadow_clones.namespace LEFT JOIN shadow_clones.memory ON memory.namespace = namespace.number
		GROUP BY namespace.number HAVING namespace.memories <> count(memory.number) OR namespace.terms <> coalesce(sum(memory.terms), 0)`);
	const orphans = await query(
		'SELECT number FROM shadow_clones.memory WHERE terms > 0 AND NOT EXISTS (SELECT 1 FROM shadow_clones.index_terms WHERE index_terms.memory = memory.number)',
	);
	return [
		...rows.map(({ name }) => `The counts of namespace ${String(name)} are not those of its memories`),
		...orphans.map(({ number }) => `Memory ${String(number)} is not in the index`),
	];
}
