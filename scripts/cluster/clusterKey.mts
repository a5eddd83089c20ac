import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { z } from 'zod/v4';
import type { PostgresPlace } from '../postgres/startPostgres.mts';
import { n8nVersion } from '../real-n8n/ensureN8n.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { SetupError } from '../shared/setupError.mts';

const keyShape = z.object({
	encryptionKey: z.string(),
	redis: z.object({ port: z.number(), password: z.string() }),
	postgres: z.object({ port: z.number(), database: z.string(), user: z.string(), password: z.string() }),
	n8nVersion: z.string(),
	/** Of the package in every process; a worker with another one would answer differently. */
	packageHash: z.string(),
});

/** All that a worker must know of its cluster, but for the machine where that runs. */
export type ClusterKey = z.infer<typeof keyShape>;

export const keyFile = () => cacheFolder('cluster-key.json');

/**
 * Short, so that callers hear of a worker that died within 45 s: n8n runs such an execution no second time.
 *
 * It waits half a minute for a sign of the execution, after the lock has ended and was looked at.
 * A shorter lock ends under what a busy machine does not let run.
 */
const lockTimes = { QUEUE_WORKER_LOCK_DURATION: '10000', QUEUE_WORKER_LOCK_RENEW_TIME: '2000', QUEUE_WORKER_STALLED_INTERVAL: '1000' };

/** Makes n8n one of the processes of this cluster, which runs on `host`. */
export function queueEnvironment({ encryptionKey, redis, postgres }: ClusterKey, host: string): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: encryptionKey,
		...{ QUEUE_BULL_REDIS_HOST: host, QUEUE_BULL_REDIS_PORT: String(redis.port), QUEUE_BULL_REDIS_PASSWORD: redis.password },
		...{ DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: host, DB_POSTGRESDB_PORT: String(postgres.port) },
		...{ DB_POSTGRESDB_DATABASE: postgres.database, DB_POSTGRESDB_USER: postgres.user, DB_POSTGRESDB_PASSWORD: postgres.password },
		...lockTimes,
	};
}

/** Keeps the key for workers that join. Only this user can read it: it opens everything that the cluster knows. */
export async function writeKey(key: ClusterKey): Promise<void> {
	await rm(keyFile(), { force: true });
	await writeFile(keyFile(), JSON.stringify(key), { mode: 0o600 });
}

/** @throws SetupError where there is no such file, others can read it, or it is of another n8n. */
export async function readKey(file: string): Promise<ClusterKey> {
	const again = 'Copy it as `npm run cluster` says on the first machine.';
	const [text, mode] = await Promise.all([readFile(file, 'utf8'), stat(file).then((found) => found.mode)]).catch(() => {
		throw new SetupError(`There is no key of a cluster at ${file}.`, again);
	});
	if (process.platform !== 'win32' && (mode & 0o077) !== 0)
		throw new SetupError(`Other users of this machine can read the key at ${file}.`, `Keep it to yourself: chmod 600 ${file}`);
	const key = keyShape.safeParse(readJson(text));
	if (!key.success) throw new SetupError(`${file} is no key of a cluster.`, again);
	if (key.data.n8nVersion !== n8nVersion)
		throw new SetupError(
			`The cluster runs n8n ${key.data.n8nVersion}, and this checkout brings n8n ${n8nVersion}.`,
			'Use the same commit on both machines.',
		);
	return key.data;
}

export const toKey = (
	encryptionKey: string,
	redis: ClusterKey['redis'],
	{ port, database, user, password }: PostgresPlace,
	packageHash: string,
): ClusterKey => ({ encryptionKey, redis, postgres: { port, database, user, password }, n8nVersion, packageHash });

function readJson(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
