import { join } from 'node:path';
import { deployApp } from '../../scripts/ray/deployApp.mts';
import { ensureRay } from '../../scripts/ray/ensureRay.mts';
import { ownAddress } from '../../scripts/ray/ownAddress.mts';
import { startRayNode, type RunningRayNode } from '../../scripts/ray/startRayNode.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { isHealthy, waitUntil } from '../../scripts/shared/waitUntil.mts';

export interface StandInRay {
	readonly baseUrl: string;
	/** A line for each answer begun, written or stopped. */
	readonly log: string;
	killSecondNode(): Promise<void>;
	stop(): Promise<void>;
}

const small = ['--num-cpus=2', '--object-store-memory=100000000'];

/** Two nodes on this machine; the large model has a replica on each. */
export async function startStandIn(folder: string): Promise<StandInRay> {
	const python = await ensureRay('serve');
	const nodes: RunningRayNode[] = [];
	const stop = async () => void (await Promise.all(nodes.map(async (node) => await node.stop())));
	const log = join(folder, 'notes');
	try {
		const port = await freePort();
		const head = `${ownAddress()}:${port}`;
		const headArgs = [
			...small,
			`--temp-dir=${join(folder, 'ray')}`,
			'--include-dashboard=false',
			`--ray-client-server-port=${await freePort()}`,
		];
		nodes.push(await startRayNode({ python, port, logFile: join(folder, 'head.log'), resources: { large: 1, small: 1 }, args: headArgs }));
		nodes.push(await startRayNode({ python, head, logFile: join(folder, 'second.log'), resources: { large: 1 }, args: small }));
		const served = await freePort();
		const models = { large: { replicas: 2, resources: { large: 1 } }, small: { replicas: 1, resources: { small: 1 } } };
		await deployApp(python, { address: head, host: '127.0.0.1', port: served, standIn: { models, log } });
		const baseUrl = `http://127.0.0.1:${served}/v1`;
		await waitUntil('The app', async () => await isHealthy(`${baseUrl}/models`), { timeoutMs: 180_000 });
		return { baseUrl, log, killSecondNode: async () => await nodes[1]?.kill(), stop };
	} catch (error) {
		await stop();
		throw error;
	}
}
