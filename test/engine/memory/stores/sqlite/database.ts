import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../../../nodes/engine/memory/stores';
import type { Database } from '../../../../contracts/memoryStore';

/** A file in a folder of its own, gone with its folder. */
export async function createSqliteDatabase(): Promise<Database & { readonly file: string; readonly folder: string }> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-memory-'));
	const file = join(folder, 'deep', 'memory.sqlite');
	return { file, folder, open: () => openSqliteStore(file), remove: async () => await rm(folder, { recursive: true, force: true }) };
}
