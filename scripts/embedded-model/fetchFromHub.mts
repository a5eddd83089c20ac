import { once } from 'node:events';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { OnStep } from '../shared/step.mts';
import { loadRuntime } from './llamaRuntime.mts';

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
 * @returns false when the hub cannot be reached or sends nothing within seconds, or later on falls silent
 */
export async function fetchFromHub(address: string, target: string, options: FetchFromHubOptions): Promise<boolean> {
	const { resolveModelFile } = await loadRuntime(options.runtimeFolder);
	const silence = new AbortController();
	let timer = setTimeout(() => silence.abort(), options.patienceMs ?? 8_000);
	const onProgress = ({ totalSize, downloadedSize }: { totalSize: number; downloadedSize: number }) => {
		clearTimeout(timer);
		timer = setTimeout(() => silence.abort(), options.longestPauseMs ?? 30_000);
		const [done, whole] = [downloadedSize, totalSize].map((bytes) => Math.round(bytes / 1e6));
		options.onStep?.(`downloading ${address}, ${done} of ${whole} MB`);
	};
	try {
		const signal = AbortSignal.any([silence.signal, ...(options.signal ? [options.signal] : [])]);
		signal.throwIfAborted();
		const aborted = once(signal, 'abort').then(() => signal.throwIfAborted());
		const resolved = resolveModelFile(address, { directory: dirname(target), cli: false, onProgress, signal });
		// Where the network is closed, it tries again for minutes and does not hear the signal.
		const file = await Promise.race([resolved, aborted as Promise<never>]);
		await rename(file, target);
		return true;
	} catch {
		options.signal?.throwIfAborted();
		return false;
	} finally {
		clearTimeout(timer);
	}
}
