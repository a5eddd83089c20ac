import { copyFile, link, mkdir, readdir, readlink, symlink } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Makes a folder that holds what another one holds, as hard links: thousands of files take a second, and no room.
 *
 * The files are the same ones, so nobody may write into them; who replaces one, as npm does, touches his own only. Where the file system
 * has no hard links, or between two of them, files are copied.
 */
export async function linkFolder(from: string, to: string): Promise<void> {
	await mkdir(to, { recursive: true });
	const entries = await readdir(from, { withFileTypes: true });
	for (const entry of entries.filter((each) => !each.isDirectory())) {
		const [source, target] = [join(from, entry.name), join(to, entry.name)];
		if (entry.isSymbolicLink()) await symlink(await readlink(source), target);
		else await link(source, target).catch(async () => await copyFile(source, target));
	}
	for (const entry of entries.filter((each) => each.isDirectory())) await linkFolder(join(from, entry.name), join(to, entry.name));
}
