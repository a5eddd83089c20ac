import { randomBytes } from 'node:crypto';
import { globSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PostgresPlace } from '../postgres/startPostgres.mts';
import { packPackage } from '../real-n8n/packPackage.mts';
import { startN8n, type RunningN8n } from '../real-n8n/startN8n.mts';
import { readWorkflow, type N8nCredential, type Workflow } from '../real-n8n/workflow.mts';
import type { OnSpawn, RunningService } from '../shared/startService.mts';
import type { OnStep } from '../shared/step.mts';
import { queueEnvironment, toKey, type ClusterKey } from './clusterKey.mts';
import { onPostgres } from './onPostgres.mts';
import type { StartedHere } from './startedHere.mts';
import { needsHaproxy } from './needsHaproxy.mts';
import { startHaproxy } from './startHaproxy.mts';
import { startPostgresService } from './startPostgresService.mts';
import { startRedis } from './startRedis.mts';
import { startWorker } from './startWorker.mts';

export interface ClusterOptions {
	/** Folders and logs of all processes lie in it. */
	readonly folder: string;
	/** Base URLs of model servers; HAProxy stands before several. */
	readonly servers: readonly string[];
	/** Of n8n's editor and webhooks; any free one by default. */
	readonly port?: number;
	readonly workers?: number;
	/** One of this machine at which workers on others reach it. Without it all listens on loopback only. */
	readonly address?: string;
	/** Where it is written down what was started. */
	readonly started?: StartedHere;
	/** In place of the templates. */
	readonly workflows?: readonly Workflow[];
	/** More of them. */
	readonly credentials?: readonly N8nCredential[];
	readonly onStep?: OnStep;
}

export interface RunningCluster {
	readonly n8n: RunningN8n;
	/** What a worker needs to join. */
	readonly key: ClusterKey;
	/** Where the models are asked. */
	readonly baseUrl: string;
	/** Of the templates; n8n has another database on the same server. */
	readonly lilith: PostgresPlace;
	readonly workers: readonly RunningService[];
	stop(): Promise<void>;
}

/**
 * Starts n8n's queue mode on this machine: Redis, Postgres, HAProxy before several model servers, n8n and its workers with the package in each, and
 * all templates on Postgres.
 *
 * Nothing is kept: the next one starts empty.
 *
 * @throws SetupError naming what is not installed, or with the last lines of what did not start.
 */
export async function startCluster(options: ClusterOptions): Promise<RunningCluster> {
	const ends: (() => Promise<void>)[] = [];
	const stop = async () => {
		for (const end of ends.splice(0).reverse()) await end();
	};
	try {
		return { ...(await startAll(options, ends)), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}

async function startAll(options: ClusterOptions, ends: (() => Promise<void>)[]): Promise<Omit<RunningCluster, 'stop'>> {
	const { folder, address, started, onStep } = options;
	await mkdir(folder, { recursive: true, mode: 0o700 });
	const onSpawn: OnSpawn = (name, pid) => started?.noteProcess(name, pid);
	onStep?.('Redis');
	const redis = await startRedis(folder, address, onSpawn);
	ends.push(redis.stop);
	onStep?.('Postgres');
	const postgres = await startPostgresService(folder, address, onSpawn);
	ends.push(postgres.stop);
	started?.noteFolder(postgres.folder);
	const models = await placeModels(options, onSpawn);
	if (models.stop !== undefined) ends.push(models.stop);
	const { hash } = await packPackage(onStep);
	const key = toKey(randomBytes(24).toString('hex'), redis, postgres.n8n, hash);
	const env = queueEnvironment(key, '127.0.0.1');
	// Workers elsewhere read the same credential.
	const lilith = { ...postgres.lilith, host: address ?? postgres.lilith.host };
	const n8n = await startMain(options, env, models.baseUrl, lilith);
	ends.push(n8n.stop);
	const starting = Array.from({ length: options.workers ?? 2 }, async (_, index) => {
		const worker = await startWorker({ folder: join(folder, `worker-${index + 1}`), queue: env, onSpawn, ...(onStep && { onStep }) });
		ends.push(worker.stop);
		return worker;
	});
	return { n8n, key, baseUrl: models.baseUrl, lilith, workers: await Promise.all(starting) };
}

interface Placed {
	readonly baseUrl: string;
}

async function placeModels({ folder, servers, address }: ClusterOptions, onSpawn: OnSpawn): Promise<Partial<RunningService> & Placed> {
	const [only = 'http://127.0.0.1:8000/v1', ...others] = servers;
	if (!needsHaproxy([only, ...others], address)) return { baseUrl: only };
	return await startHaproxy({ folder, servers: [only, ...others], ...(address !== undefined && { address }), onSpawn });
}

async function startMain(options: ClusterOptions, env: NodeJS.ProcessEnv, baseUrl: string, lilith: PostgresPlace): Promise<RunningN8n> {
	const { folder, port, started, onStep } = options;
	const { host, database, user, password } = lilith;
	return await startN8n({
		folder: join(folder, 'main'),
		...(port !== undefined && { port }),
		env,
		workflows: options.workflows ?? (await readTemplates()).map((template) => onPostgres(template, 'Lilith')),
		credentials: [
			{ name: 'vLLM account', type: 'vllmApi', data: { url: baseUrl, apiKey: process.env['VLLM_API_KEY'] ?? '' } },
			{ name: 'Lilith', type: 'postgres', data: { host, port: lilith.port, database, user, password, maxConnections: 5 } },
			...(options.credentials ?? []),
		],
		...(started && { onSpawn: started.noteProcess }),
		...(onStep && { onStep }),
	});
}

async function readTemplates(): Promise<readonly Workflow[]> {
	const files = globSync(fileURLToPath(new URL('../../workflows/*.json', import.meta.url)));
	return await Promise.all(files.sort().map(readWorkflow));
}
