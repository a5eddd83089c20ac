import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Piscina } from 'piscina';
import { ThreadPool } from '../../workers/threadPool';

const idleMs = 30_000;
/** There are two at least, so that a bomb in one leaves the other. */
export const mostWorkers = Math.max(2, Math.min(8, availableParallelism()));
/** For a run that has no candidate under way while those of others take all the rest. */
export const spareWorkers = 1;
let shared: Promise<ThreadPool> | undefined;

/**
 * The pool that all embedded sandboxes of this process share. Its workers go when they have had nothing to do for a while, and keep nobody waiting
 * who wants to leave.
 */
export function workerPool(): Promise<ThreadPool> {
	shared ??= openPool();
	shared.catch(() => (shared = undefined));
	return shared;
}

async function openPool(): Promise<ThreadPool> {
	const wasmFile = createRequire(__filename).resolve('@jitl/quickjs-wasmfile-release-sync/wasm');
	const wasmModule = await WebAssembly.compile(await readFile(wasmFile));
	return new ThreadPool(join(__dirname, 'worker'), __filename, {
		workerData: wasmModule,
		env: {},
		maxThreads: mostWorkers + spareWorkers,
		idleTimeout: idleMs,
		// A worker that waits by Atomics cannot make the next instance ready meanwhile.
		atomics: 'disabled',
		loadBalancer: longestIdle(),
		resourceLimits: { maxOldGenerationSizeMb: 256 },
	});
}

/** Picks the worker that has rested longest: it has had the time to make its next instance ready. */
function longestIdle(): NonNullable<ConstructorParameters<typeof Piscina>[0]>['loadBalancer'] & {} {
	const lastUse = new Map<number, number>();
	let uses = 0;
	return (_task, workers) => {
		const free = workers.filter((worker) => worker.currentUsage === 0);
		const [picked] = free.sort((left, right) => (lastUse.get(left.id) ?? 0) - (lastUse.get(right.id) ?? 0));
		for (const id of lastUse.keys()) if (!workers.some((worker) => worker.id === id)) lastUse.delete(id);
		if (picked) lastUse.set(picked.id, ++uses);
		return picked ?? null;
	};
}
