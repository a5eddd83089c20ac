import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ensureN8n } from '../real-n8n/ensureN8n.mts';
import { placePackage } from '../real-n8n/fillN8n.mts';
import { n8nEnvironment } from '../real-n8n/n8nEnvironment.mts';
import { packPackage } from '../real-n8n/packPackage.mts';
import { freePort } from '../shared/freePort.mts';
import { startService, type OnSpawn, type RunningService } from '../shared/startService.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy } from '../shared/waitUntil.mts';

export interface WorkerOptions {
	readonly folder: string;
	/** What makes it one of a cluster. */
	readonly queue: NodeJS.ProcessEnv;
	readonly onSpawn?: OnSpawn;
	readonly onStep?: OnStep;
}

/** Starts one worker of n8n's queue mode. It has the package: without that it would fail every execution that comes to it. */
export async function startWorker({ folder, queue, onSpawn, onStep }: WorkerOptions): Promise<RunningService> {
	const n8n = await ensureN8n({ ...(onStep && { onStep }) });
	await mkdir(folder, { recursive: true, mode: 0o700 });
	await placePackage(folder, await packPackage(onStep));
	onStep?.('the workers');
	const [port, brokerPort] = [await freePort(), await freePort()];
	const extra = { ...queue, QUEUE_HEALTH_CHECK_ACTIVE: 'true', QUEUE_HEALTH_CHECK_PORT: String(port) };
	return await startService({
		...{ name: 'A worker of n8n', command: process.execPath, args: [n8n.command, 'worker', '--concurrency=10'] },
		...{ logFile: join(folder, 'n8n.log'), cwd: folder, env: n8nEnvironment({ folder, port, brokerPort, extra }) },
		isReady: async () => await isHealthy(`http://127.0.0.1:${port}/healthz/readiness`),
		...{ timeoutMs: 300_000, ...(onSpawn && { onSpawn }) },
		// n8n itself gives what runs there half a minute.
		patienceMs: 35_000,
	});
}
