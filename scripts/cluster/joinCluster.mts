import { mkdir, mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { packPackage } from '../real-n8n/packPackage.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { SetupError } from '../shared/setupError.mts';
import { takesConnections, type RunningService } from '../shared/startService.mts';
import type { OnStep } from '../shared/step.mts';
import { queueEnvironment, readKey } from './clusterKey.mts';
import type { StartedHere } from './startedHere.mts';
import { startWorker } from './startWorker.mts';

export interface JoinOptions {
	/** The machine where `npm run cluster` runs. */
	readonly host: string;
	/** A copy of the key that it wrote. */
	readonly keyFile: string;
	readonly started: StartedHere;
	readonly onStep?: OnStep;
}

/**
 * Starts one more worker for a cluster that runs here or on another machine.
 *
 * @throws SetupError where the key does not fit, the cluster cannot be reached, or its package is another one than this checkout's.
 */
export async function joinCluster({ host, keyFile, started, onStep }: JoinOptions): Promise<RunningService & { readonly folder: string }> {
	const key = await readKey(keyFile);
	for (const [name, { port }] of Object.entries({ Redis: key.redis, Postgres: key.postgres }))
		if (!(await takesConnections(port, host)))
			throw new SetupError(
				`${name} of the cluster does not answer at ${host}:${port}.`,
				'Is it running, was it started with --address, and is this key of its last start?',
			);
	if ((await packPackage(onStep)).hash !== key.packageHash)
		throw new SetupError('The cluster runs another package than this checkout makes.', 'Use the same commit on both machines.');
	await mkdir(cacheFolder('cluster-workers'), { recursive: true });
	const folder = await mkdtemp(join(cacheFolder('cluster-workers'), 'worker-'));
	const queue = queueEnvironment(key, host);
	const worker = await startWorker({ folder, queue, onSpawn: started.noteProcess, ...(onStep && { onStep }) });
	return { ...worker, folder };
}
