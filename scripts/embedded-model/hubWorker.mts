import { dirname } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import { loadRuntime } from './llamaRuntime.mts';

export interface HubWork {
	readonly address: string;
	readonly target: string;
	readonly runtimeFolder: string;
}

/** What the thread says: that it starts to ask, how far it is, and under what name the file lies there. */
export type HubWord =
	| { readonly kind: 'asking' }
	| { readonly kind: 'progress'; readonly totalSize: number; readonly downloadedSize: number }
	| { readonly kind: 'done'; readonly file: string };

const { address, target, runtimeFolder } = workerData as HubWork;
const say = (word: HubWord): void => parentPort?.postMessage(word);

const { resolveModelFile } = await loadRuntime(runtimeFolder);
say({ kind: 'asking' });
const file = await resolveModelFile(address, {
	directory: dirname(target),
	cli: false,
	onProgress: ({ totalSize, downloadedSize }: { totalSize: number; downloadedSize: number }) =>
		say({ kind: 'progress', totalSize, downloadedSize }),
});
say({ kind: 'done', file });
