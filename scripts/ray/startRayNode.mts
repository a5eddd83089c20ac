import { readFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { signalProcess } from '../shared/endGroup.mts';
import { runCommand } from '../shared/runCommand.mts';
import { startService } from '../shared/startService.mts';
import type { OnStep } from '../shared/step.mts';

export interface RayNodeOptions {
	readonly python: string;
	readonly logFile: string;
	/** Where the head listens: its own port for the head, `host:port` for a machine that joins. */
	readonly port?: number;
	readonly head?: string;
	/** What models are placed by, such as `{ large: 1 }`. */
	readonly resources: Readonly<Record<string, number>>;
	/** More arguments for `ray start`. */
	readonly args?: readonly string[];
	/** Leave it running when this process ends. */
	readonly keep?: boolean;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

export interface RunningRayNode {
	/** Of the whole group: all processes of this node are in it, or end with it. */
	readonly pid: number;
	/** As when the machine loses its power. */
	kill(): Promise<void>;
	/** Resolves when all of this node's processes are gone, and no process of another Ray on the machine is touched. */
	stop(): Promise<void>;
}

/**
 * Starts one Ray node in a process group of its own, as head or joined to one, and returns once it says that it runs.
 *
 * `ray stop` would end every Ray on the machine. Started with `--block`, a node ends with its group.
 *
 * @throws SetupError with its last lines.
 */
export async function startRayNode(options: RayNodeOptions): Promise<RunningRayNode> {
	const { python, logFile, signal, keep } = options;
	options.onStep?.('the node');
	const service = await startService({
		...{ name: 'Ray', command: python, args: argumentsOf(options), logFile },
		// Replicas look there for the app without weights.
		env: { ...process.env, PYTHONPATH: fileURLToPath(new URL('.', import.meta.url)), PYTHONUNBUFFERED: '1' },
		isReady: () => Promise.resolve(readFileSync(logFile, 'utf8').includes('Ray runtime started')),
		...{ timeoutMs: 180_000, keep: keep === true, ...(signal && { signal }) },
	});
	const { pid } = service;
	const stop = async () => {
		await endRayNode(pid);
		// Nothing is left to end when this process does.
		await service.stop();
	};
	return { pid, kill: async () => await killRayNode(pid), stop };
}

function argumentsOf({ port, head, resources, args = [] }: RayNodeOptions): readonly string[] {
	const place = head === undefined ? ['--head', `--port=${port}`] : [`--address=${head}`];
	return [
		'-m',
		'ray.scripts.scripts',
		'start',
		...place,
		'--block',
		'--disable-usage-stats',
		`--resources=${JSON.stringify(resources)}`,
		...args,
	];
}

/** Ends the node whose group this is, with its replicas, which Ray puts into groups of their own; five seconds later it is made to. */
export async function endRayNode(pid: number): Promise<void> {
	const replicas = await listDescendants(pid);
	const stopAskingAt = Date.now() + 5000;
	for (;;) {
		const signal = Date.now() < stopAskingAt ? 'SIGTERM' : 'SIGKILL';
		// All of them, and not just until the first one that lives.
		if (![-pid, ...replicas].map((each) => signalProcess(each, signal)).includes(true)) return;
		await sleep(500);
	}
}

async function killRayNode(pid: number): Promise<void> {
	for (const each of [-pid, ...(await listDescendants(pid))]) signalProcess(each, 'SIGKILL');
}

/** Children, their children, and so on, as long as the node lives: afterwards nobody knows whose they were. */
async function listDescendants(pid: number): Promise<readonly number[]> {
	const lines = (await runCommand('ps', ['-eo', 'pid=,ppid='])).trim().split('\n');
	const pairs = lines.map((line) => line.trim().split(/\s+/).map(Number) as [pid: number, parent: number]);
	const childrenOf = Map.groupBy(pairs, ([, parent]) => parent);
	const descend = (of: number): number[] => (childrenOf.get(of) ?? []).flatMap(([child]) => [child, ...descend(child)]);
	return descend(pid);
}
