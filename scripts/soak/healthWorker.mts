import { Agent, get } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';

/** What the worker is started with: both addresses are asked in turn. */
export interface HealthTask {
	readonly address: string;
	/** Something that does nothing else: what it takes is the machine's own noise. */
	readonly idleAddress: string;
	readonly everyMs: number;
	readonly timeoutMs: number;
}

/** One look at both. */
export interface HealthLook {
	readonly ms: number;
	readonly idleMs: number;
	readonly at: number;
}

const { address, idleAddress, everyMs, timeoutMs } = workerData as HealthTask;
const agent = new Agent({ keepAlive: true });

/** What is not answered at all counts as the whole time that was waited. */
async function measure(url: string): Promise<number> {
	const started = performance.now();
	await new Promise<void>((resolve) => {
		const request = get(url, { agent, timeout: timeoutMs }, (response) => response.resume().on('end', resolve).on('error', resolve));
		request.on('timeout', () => request.destroy()).on('error', () => resolve());
	});
	return performance.now() - started;
}

for (;;) {
	const at = Date.now();
	const [ms, idleMs] = await Promise.all([measure(address), measure(idleAddress)]);
	parentPort?.postMessage({ ms, idleMs, at } satisfies HealthLook);
	await sleep(everyMs);
}
