import { existsSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { runCommand } from '../shared/runCommand.mts';
import { withLock } from '../shared/withLock.mts';
import { databaseOf } from './editedWorkflows.mts';
import type { InstalledN8n } from './ensureN8n.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';

/**
 * Gives an n8n that has no database yet one with all its tables, and nothing in them: n8n takes four seconds to make them.
 *
 * It is made once for each installation. Nothing in it is encrypted, and n8n makes its keys at its first start. Where it cannot be made,
 * n8n makes its own.
 */
export async function placeDatabase(n8n: InstalledN8n, folder: string): Promise<void> {
	const made = join(n8n.folder, 'empty.sqlite');
	await withLock(`${made}.lock`, async () => {
		if (!existsSync(made)) await makeDatabase(n8n, made).catch(() => {});
	});
	const place = databaseOf(folder);
	await mkdir(dirname(place), { recursive: true });
	if (!existsSync(made)) return;
	await copyFile(made, `${place}.part`);
	// Never half of one: n8n would not start on it.
	await rename(`${place}.part`, place);
}

async function makeDatabase(n8n: InstalledN8n, made: string): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-database-'));
	try {
		const env = n8nEnvironment({ folder, port: 0, brokerPort: 0 });
		await runCommand(process.execPath, [n8n.command, 'list:workflow'], { cwd: folder, env });
		const database = new DatabaseSync(databaseOf(folder));
		const copy = join(folder, 'copy.sqlite');
		database.prepare('VACUUM INTO ?').run(copy);
		database.close();
		await copyFile(copy, `${made}.part`);
		await rename(`${made}.part`, made);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}
