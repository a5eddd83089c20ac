import { rename } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import type { OnStep } from '../shared/step.mts';
import type { HubWord, HubWork } from './hubWorker.mts';

export interface FetchFromHubOptions {
	/** Where node-llama-cpp is installed: it is what downloads. */
	readonly runtimeFolder: string;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
	/** How long the hub has to send the first piece. */
	readonly patienceMs?: number;
	/** How long it may then send nothing. */
	readonly longestPauseMs?: number;
}

/**
 * Downloads an `hf:` address to `target`; a download that broke off goes on where it was.
 *
 * In a thread of its own: where the network is closed, the download tries again for many minutes and hears no signal, and only the
 * end of its thread ends it.
 *
 * @returns false when the hub cannot be reached or sends nothing within seconds, or later on falls silent
 */
export async function fetchFromHub(address: string, target: string, options: FetchFromHubOptions): Promise<boolean> {
	options.signal?.throwIfAborted();
	const workerData: HubWork = { address, target, runtimeFolder: options.runtimeFolder };
	const worker = new Worker(new URL('hubWorker.mts', import.meta.url), { workerData });
	try {
		const file = await followDownload(worker, address, options);
		options.signal?.throwIfAborted();
		if (file === undefined) return false;
		await rename(file, target);
		return true;
	} catch {
		options.signal?.throwIfAborted();
		return false;
	} finally {
		await worker.terminate();
	}
}

/** @returns undefined when it was silent for too long or broke off */
async function followDownload(worker: Worker, address: string, options: FetchFromHubOptions): Promise<string | undefined> {
	const { patienceMs = 8_000, longestPauseMs = 30_000, signal, onStep } = options;
	const { promise, resolve } = Promise.withResolvers<string | undefined>();
	const giveUp = (): void => resolve(undefined);
	let timer: NodeJS.Timeout | undefined;
	const waitAtMost = (ms: number): void => {
		clearTimeout(timer);
		timer = setTimeout(giveUp, ms);
	};
	worker.on('message', (word: HubWord) => {
		if (word.kind === 'done') return resolve(word.file);
		waitAtMost(word.kind === 'asking' ? patienceMs : longestPauseMs);
		if (word.kind === 'asking') return;
		const [done, whole] = [word.downloadedSize, word.totalSize].map((bytes) => Math.round(bytes / 1e6));
		onStep?.(`downloading ${address}, ${done} of ${whole} MB`);
	});
	for (const end of ['error', 'exit']) worker.once(end, giveUp);
	signal?.addEventListener('abort', giveUp, { once: true });
	try {
		return await promise;
	} finally {
		clearTimeout(timer);
		signal?.removeEventListener('abort', giveUp);
	}
}
