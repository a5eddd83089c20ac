import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ServedPostgres } from '../postgres/servePostgres.mts';
import { startService, type OnSpawn, type RunningService } from '../shared/startService.mts';

/** The Postgres of a cluster: n8n has one database on it, the templates another. */
export async function startPostgresService(
	folder: string,
	address: string | undefined,
	onSpawn: OnSpawn,
): Promise<RunningService & ServedPostgres> {
	const file = join(folder, 'postgres.json');
	const script = fileURLToPath(new URL('../postgres/servePostgres.mts', import.meta.url));
	const read = async () => JSON.parse(await readFile(file, 'utf8')) as ServedPostgres;
	const isReady = async () =>
		await read().then(
			() => true,
			() => false,
		);
	const service = await startService({
		...{ name: 'Postgres', command: process.execPath, args: [script, file, ...(address === undefined ? [] : [address])] },
		...{ logFile: join(folder, 'postgres.log'), onSpawn, isReady, timeoutMs: 60_000 },
	});
	return { ...service, ...(await read()) };
}
