import { memoryFile } from '../engine/memory/memoryFile';
import { openSqliteStore, type MemoryStore } from '../engine/memory/stores';

const stores = new Map<string, MemoryStore>();

/** The store in a file, in n8n's own folder where none is named; one per file, for as long as n8n runs. Nothing is read or made before it is first asked. */
export function openStore(file: string): MemoryStore {
	const path = memoryFile(file);
	const known = stores.get(path);
	if (known !== undefined) return known;
	const store = openSqliteStore(path);
	stores.set(path, store);
	return store;
}

/** What the user of n8n's queue mode must know, undefined outside of it. */
export function describeQueueMode(): string | undefined {
	if (process.env['EXECUTIONS_MODE'] !== 'queue') return undefined;
	return 'n8n runs in queue mode, and the embedded store is a file on the host of the worker that runs this node: workers on other hosts do not see what is kept here.';
}
