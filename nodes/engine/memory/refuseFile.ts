import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { StoreError } from './errors';
import { n8nFolder } from './memoryFile';

const advice =
	"Leave File empty for the file in n8n's own folder, or name one in a folder that n8n allows. N8N_RESTRICT_FILE_ACCESS_TO lists these folders.";

const endings = "A memory file in n8n's own folder ends in .sqlite, .sqlite3 or .db.";

/**
 * Says why a file may not be used to keep things in, undefined where it may.
 *
 * Files ending in .sqlite, .sqlite3 or .db in n8n's own folder may, and files that are not blocked by n8n in folders that are there; n8n's own database never. Nothing is opened or made for that, and links are followed first.
 */
export async function refuseFile(
	path: string,
	isBlocked: (file: string) => boolean,
	environment: NodeJS.ProcessEnv = process.env,
): Promise<StoreError | undefined> {
	const folder = await resolveLinks(n8nFolder(environment));
	const file = await resolveLinks(path);
	if (await isDatabaseOfN8n(file, folder, environment))
		return new StoreError('notOurs', `File names ${path}, which is not a memory file but n8n's own database`, advice);
	const isInOwnFolder = isInside(file, folder);
	if (isInOwnFolder && /\.(?:sqlite3?|db)$/i.test(file)) return undefined;
	const isThere = async () => (await stat(dirname(file)).catch(() => undefined))?.isDirectory() === true;
	if (!isBlocked(file))
		return (await isThere())
			? undefined
			: new StoreError('cannotOpen', `File names ${path}, whose folder does not exist`, 'Create the folder first, or leave File empty.');
	return new StoreError(
		'notOurs',
		`File names ${path}, which is not a memory file that n8n lets nodes use`,
		isInOwnFolder ? `${endings} ${advice}` : advice,
	);
}

async function isDatabaseOfN8n(file: string, folder: string, environment: NodeJS.ProcessEnv): Promise<boolean> {
	const database = join(folder, environment['DB_SQLITE_DATABASE'] ?? 'database.sqlite');
	const own = ['', '-wal', '-shm', '-journal'].map((ending) => database + ending);
	if (own.some((each) => each.toLowerCase() === file.toLowerCase())) return true;
	// A hard link is the same file under another name. Its numbers are all that is looked at: opening and closing it would take n8n's locks away.
	const [one, other] = await Promise.all([file, database].map(async (each) => await stat(each).catch(() => undefined)));
	return one !== undefined && other !== undefined && one.dev === other.dev && one.ino === other.ino;
}

/** The path without links, also of what is not there yet. */
export async function resolveLinks(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch {
		const above = dirname(path);
		return above === path ? path : join(await resolveLinks(above), basename(path));
	}
}

function isInside(file: string, folder: string): boolean {
	const way = relative(folder, file);
	return way !== '' && !/^\.\.(?:[\\/]|$)/.test(way) && way !== file;
}
