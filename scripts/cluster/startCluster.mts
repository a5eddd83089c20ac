import { randomBytes } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startPostgres, type PostgresPlace } from '../postgres/startPostgres.mts';
import { ensureN8n } from '../real-n8n/ensureN8n.mts';
import { placePackage } from '../real-n8n/fillN8n.mts';
import { n8nEnvironment } from '../real-n8n/n8nEnvironment.mts';
import { packPackage } from '../real-n8n/packPackage.mts';
import { startN8n, type RunningN8n } from '../real-n8n/startN8n.mts';
import { readWorkflow } from '../real-n8n/workflow.mts';
import { freePort } from '../shared/freePort.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy } from '../shared/waitUntil.mts';
import { onPostgres } from './onPostgres.mts';
import { startHaproxy } from './startHaproxy.mts';
import { requireCommand, startService, takesConnections, type RunningService } from './startService.mts';

export interface ClusterOptions {
	/** Folders and logs of all processes lie in it. */
	readonly folder: string;
	/** Base URLs of model servers; HAProxy stands before several. */
	readonly servers: readonly string[];
	/** Of n8n's editor and webhooks; any free one by default. */
	readonly port?: number;
	readonly workers?: number;
	readonly onStep?: OnStep;
}

export interface RunningCluster {
	readonly n8n: RunningN8n;
	/** Where the models are asked. */
	readonly baseUrl: string;
	readonly redisPort: number;
	/** Of the templates; n8n has another database on the same server. */
	readonly lilith: PostgresPlace;
	readonly workers: readonly RunningService[];
	stop(): Promise<void>;
}

/** Short, so that callers hear of a worker that died within 45 s: n8n runs such an execution no second time. */
const lockTimes = { QUEUE_WORKER_LOCK_DURATION: '10000', QUEUE_WORKER_LOCK_RENEW_TIME: '3000', QUEUE_WORKER_STALLED_INTERVAL: '5000' };

/**
 * Starts n8n's queue mode on this machine: Redis, Postgres, HAProxy before several model servers, n8n and its workers with the package in each, and
 * all templates on Postgres.
 *
 * Nothing is kept: the next one starts empty.
 *
 * @throws SetupError naming what is not installed, or with the last lines of what did not start.
 */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
	const { folder, servers, onStep } = options;
	requireCommand('redis-server', 'Redis', 'redis-server');
	await mkdir(folder, { recursive: true });
	const ends: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		onStep?.('Redis');
		const redis = await startRedis(folder);
		ends.push(redis.stop);
		onStep?.('Postgres');
		const postgres = await startPostgres();
		ends.push(postgres.remove);
		const [own, lilith] = [await postgres.createDatabase(), await postgres.createDatabase()];
		const balancer = servers.length > 1 ? await startHaproxy(folder, servers) : undefined;
		if (balancer !== undefined) ends.push(balancer.stop);
		const baseUrl = balancer?.baseUrl ?? servers[0] ?? 'http://127.0.0.1:8000/v1';
		const env = queueEnvironment(redis, own);
		const n8n = await startMain(options, env, baseUrl, lilith);
		ends.push(n8n.stop);
		const count = options.workers ?? 2;
		const workers = await Promise.all(
			Array.from({ length: count }, async (_, index) => {
				const worker = await startWorker(join(folder, `worker-${index + 1}`), env, onStep);
				ends.push(worker.stop);
				return worker;
			}),
		);
		return { n8n, baseUrl, redisPort: redis.port, lilith, workers, stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

interface RunningRedis extends RunningService {
	readonly port: number;
	readonly password: string;
}

async function startRedis(folder: string): Promise<RunningRedis> {
	const port = await freePort();
	const password = randomBytes(12).toString('hex');
	const args = [
		'--port',
		String(port),
		'--bind',
		'127.0.0.1',
		'--requirepass',
		password,
		'--save',
		'',
		'--appendonly',
		'no',
		'--dir',
		folder,
	];
	const isReady = async () => await takesConnections(port);
	const service = await startService({ name: 'Redis', command: 'redis-server', args, logFile: join(folder, 'redis.log'), isReady });
	return { ...service, port, password };
}

function queueEnvironment(redis: RunningRedis, { host, port, database, user, password }: PostgresPlace): NodeJS.ProcessEnv {
	return {
		EXECUTIONS_MODE: 'queue',
		OFFLOAD_MANUAL_EXECUTIONS_TO_WORKERS: 'true',
		N8N_ENCRYPTION_KEY: randomBytes(24).toString('hex'),
		...{ QUEUE_BULL_REDIS_HOST: '127.0.0.1', QUEUE_BULL_REDIS_PORT: String(redis.port), QUEUE_BULL_REDIS_PASSWORD: redis.password },
		...{ DB_TYPE: 'postgresdb', DB_POSTGRESDB_HOST: host, DB_POSTGRESDB_PORT: String(port), DB_POSTGRESDB_DATABASE: database },
		...{ DB_POSTGRESDB_USER: user, DB_POSTGRESDB_PASSWORD: password },
		...lockTimes,
	};
}

async function startMain(options: ClusterOptions, env: NodeJS.ProcessEnv, baseUrl: string, lilith: PostgresPlace): Promise<RunningN8n> {
	const { folder, port, onStep } = options;
	const files = globSync(fileURLToPath(new URL('../../workflows/*.json', import.meta.url)));
	const templates = await Promise.all(files.sort().map(readWorkflow));
	const { host, database, user, password } = lilith;
	return await startN8n({
		folder: join(folder, 'main'),
		...(port !== undefined && { port }),
		env,
		workflows: templates.map((template) => onPostgres(template, 'Lilith')),
		credentials: [
			{ name: 'vLLM account', type: 'vllmApi', data: { url: baseUrl, apiKey: process.env['VLLM_API_KEY'] ?? '' } },
			{ name: 'Lilith', type: 'postgres', data: { host, port: lilith.port, database, user, password, maxConnections: 5 } },
		],
		...(onStep && { onStep }),
	});
}

/** A worker without the package would fail every execution that comes to it. */
async function startWorker(folder: string, queue: NodeJS.ProcessEnv, onStep?: OnStep): Promise<RunningService> {
	const n8n = await ensureN8n({ ...(onStep && { onStep }) });
	await mkdir(folder, { recursive: true });
	await placePackage(folder, await packPackage(onStep));
	onStep?.('the workers');
	const [port, brokerPort] = [await freePort(), await freePort()];
	const extra = { ...queue, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	return await startService({
		name: 'A worker of n8n',
		command: process.execPath,
		args: [n8n.command, 'worker', '--concurrency=10'],
		logFile: join(folder, 'n8n.log'),
		cwd: folder,
		env: n8nEnvironment({ folder, port, brokerPort, extra }),
		isReady: async () => await isHealthy(`http://127.0.0.1:${port}/healthz/readiness`),
		timeoutMs: 120_000,
	});
}
