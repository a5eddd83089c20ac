import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { HealthLook, HealthTask } from './healthWorker.mts';

/** How long `/healthz` took within a stretch of time. */
export interface Health {
	readonly looks: number;
	readonly worstMs: number;
	/** How long a server that does nothing took at worst meanwhile, on the same machine. */
	readonly idleWorstMs: number;
	readonly over200Ms: number;
	/** Of those, the ones that the machine's own noise does not explain. */
	readonly unexplained: number;
}

export interface HealthWatch {
	/** What was seen since the last call. */
	read(): Health;
	stop(): Promise<void>;
}

const EVERY_MS = 10;
const TIMEOUT_MS = 10_000;
export const MOST_MS = 200;

const idleServer = `
const server = require('node:http').createServer((_, response) => response.end('ok'));
server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

/**
 * Polls n8n's `/healthz` from a thread of its own, and beside it a server in another process that does nothing else.
 *
 * A busy machine makes both slow, n8n's main thread only the one: a look is explained by the machine where the idle server took as long as n8n did beyond the bound.
 */
export async function watchHealth(address: string): Promise<HealthWatch> {
	const idle = spawn(process.execPath, ['-e', idleServer], { stdio: ['ignore', 'pipe', 'inherit'] });
	const [port] = (await once(idle.stdout, 'data')) as [Buffer];
	const workerData: HealthTask = {
		address: `${address}/healthz`,
		idleAddress: `http://127.0.0.1:${port.toString().trim()}/`,
		everyMs: EVERY_MS,
		timeoutMs: TIMEOUT_MS,
	};
	const worker = new Worker(new URL('healthWorker.mts', import.meta.url), { workerData });
	let looks: HealthLook[] = [];
	worker.on('message', (look: HealthLook) => looks.push(look));
	return {
		read: () => {
			const health = summarise(looks);
			looks = [];
			return health;
		},
		stop: async () => {
			await worker.terminate();
			idle.kill();
		},
	};
}

function summarise(looks: readonly HealthLook[]): Health {
	const slow = looks.filter(({ ms }) => ms > MOST_MS);
	return {
		looks: looks.length,
		worstMs: looks.reduce((worst, { ms }) => Math.max(worst, ms), 0),
		idleWorstMs: looks.reduce((worst, { idleMs }) => Math.max(worst, idleMs), 0),
		over200Ms: slow.length,
		unexplained: slow.filter(({ ms, idleMs }) => ms - idleMs > MOST_MS).length,
	};
}
