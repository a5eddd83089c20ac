import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { endGroup, signalProcess } from '../shared/endGroup.mts';
import { identifyProcess, isRunning } from '../shared/processIdentity.mts';
import type { OnSpawn } from '../shared/startService.mts';
import { waitUntil } from '../shared/waitUntil.mts';

const startedShape = z.object({
	what: z.enum(['cluster', 'worker']),
	/** The command that started the others, and ends them when it is asked to. */
	starter: z.object({ pid: z.number(), startedAt: z.string() }),
	/** In the order of their starts. */
	processes: z.array(z.object({ name: z.string(), pid: z.number(), startedAt: z.string() })),
	/** Gone with the last process. */
	folders: z.array(z.string()),
});

type Started = z.infer<typeof startedShape>;

/** What one command has started on this machine. */
export interface StartedHere {
	readonly noteProcess: OnSpawn;
	noteFolder(folder: string): void;
	/** All of it is gone, and nobody has to look after it any more. */
	forget(): void;
}

const stateFolder = () => cacheFolder('cluster-running');
const fileOf = ({ pid }: { readonly pid: number }) => join(stateFolder(), `${pid}.json`);

/** Writes down what this process starts while it starts it, so that `endStarted` finds it though the terminal was killed. */
export function noteStarts(what: Started['what']): StartedHere {
	const starter = identifyProcess(process.pid) ?? { pid: process.pid, startedAt: '' };
	let started: Started = { what, starter, processes: [], folders: [] };
	const write = (next: Started) => {
		started = next;
		mkdirSync(stateFolder(), { recursive: true });
		const file = fileOf(starter);
		// Whole or not at all: somebody may read it just now.
		writeFileSync(`${file}.new`, JSON.stringify(started));
		renameSync(`${file}.new`, file);
	};
	write(started);
	return {
		noteProcess: (name, pid) => {
			const identity = identifyProcess(pid);
			if (identity !== undefined) write({ ...started, processes: [...started.processes, { name, ...identity }] });
		},
		noteFolder: (folder) => write({ ...started, folders: [...started.folders, folder] }),
		forget: () => rmSync(fileOf(starter), { force: true }),
	};
}

/** What of `npm run cluster` still runs here: whole clusters, and workers that joined one. Notes of what is gone are taken away. */
export function listStarted(): ReadonlyArray<Started['what']> {
	return readAll().map(({ what }) => what);
}

/**
 * Ends everything that `npm run cluster` has started on this machine, workers first, and nothing else: a process that only has the number of one
 * that was started is left alone.
 *
 * @returns what was ended
 */
export async function endStarted(): Promise<ReadonlyArray<Started['what']>> {
	const all = readAll();
	const inOrder = [...all.filter(({ what }) => what === 'worker'), ...all.filter(({ what }) => what === 'cluster')];
	for (const started of inOrder) await endOne(started);
	return inOrder.map(({ what }) => what);
}

/** Its starter knows best how to end it; what is left afterwards, or where the starter was killed, is ended from here. */
async function endOne(started: Started): Promise<void> {
	if (isRunning(started.starter)) {
		signalProcess(started.starter.pid, 'SIGTERM');
		await waitUntil('The end of the cluster', () => Promise.resolve(!isRunning(started.starter)), { timeoutMs: 120_000 }).catch(() => {
			signalProcess(started.starter.pid, 'SIGKILL');
		});
	}
	for (const each of started.processes.toReversed()) if (isRunning(each)) await endGroup(each.pid);
	cleanUp(started);
}

function cleanUp({ folders, starter }: Started): void {
	for (const folder of folders) rmSync(folder, { recursive: true, force: true });
	rmSync(fileOf(starter), { force: true });
}

function readAll(): readonly Started[] {
	let names: readonly string[] = [];
	try {
		names = readdirSync(stateFolder()).filter((name) => name.endsWith('.json'));
	} catch {
		return [];
	}
	return names.flatMap((name) => {
		const started = readOne(join(stateFolder(), name));
		if (started === undefined) return [];
		if (isRunning(started.starter) || started.processes.some(isRunning)) return [started];
		cleanUp(started);
		return [];
	});
}

function readOne(file: string): Started | undefined {
	try {
		return startedShape.parse(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		return undefined;
	}
}
