import { closeSync, mkdirSync, openSync, readSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrations';
import { UnusableStore } from '../unusableStore';

/** Tells our files from those of other programs: "Shad" in ASCII. */
const APPLICATION_ID = 0x53686164;
const SQLITE_MAGIC = 'SQLite format 3\0';
const BUSY_TIMEOUT_MS = 10_000;

/**
 * Opens the file, makes it where there is none, and brings its schema up to date, once, however many processes start together.
 *
 * What is committed survives the end of this process and, as every commit is synced, the loss of power. Deleted bytes are overwritten.
 *
 * @throws UnusableStore when it is another program's, or of a later version of this package; it is left untouched. Another program's is told by its first bytes, before SQLite opens it: the last to close a database takes its log away.
 */
export function openDatabase(file: string): DatabaseSync {
	if (isStrange(file)) throw new UnusableStore('notOurs');
	mkdirSync(dirname(file), { recursive: true });
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	try {
		database.exec(
			'PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY',
		);
		if (needsMigration(database)) {
			// First, and not yet into a log: the file says whose it is from its first write on.
			if (readPragma(database, 'user_version') === 0) database.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
			database.exec('PRAGMA journal_mode = WAL');
			migrate(database);
		}
		database.exec('CREATE VIRTUAL TABLE temp.posting USING fts5vocab(main, term, instance)');
		return database;
	} catch (error) {
		database.close();
		throw error;
	}
}

/** Anything but no file, an empty one, one of ours, and an empty database, whose first entries may still be in its log. */
function isStrange(file: string): boolean {
	const found = statSync(file, { throwIfNoEntry: false });
	if (found === undefined || found.size === 0) return found !== undefined && !found.isFile();
	const header = Buffer.alloc(100);
	const descriptor = found.isFile() ? openSync(file, 'r') : undefined;
	if (descriptor === undefined) return true;
	try {
		if (readSync(descriptor, header) < header.length || header.toString('latin1', 0, 16) !== SQLITE_MAGIC) return true;
	} finally {
		closeSync(descriptor);
	}
	const applicationId = header.readUInt32BE(68);
	// The number 1 stands for 65,536.
	const pageBytes = header.readUInt16BE(16) === 1 ? 65_536 : header.readUInt16BE(16);
	return applicationId !== APPLICATION_ID && (applicationId !== 0 || found.size > pageBytes);
}

/** Looks without a lock that would hold up others who only start. */
function needsMigration(database: DatabaseSync): boolean {
	const version = readPragma(database, 'user_version');
	const applicationId = readPragma(database, 'application_id');
	const isEmpty = version === 0 && [0, APPLICATION_ID].includes(applicationId) && countTables(database) === 0;
	if (!isEmpty && applicationId !== APPLICATION_ID) throw new UnusableStore('notOurs');
	if (version > migrations.length) throw new UnusableStore('newerSchema', version);
	return version < migrations.length;
}

function migrate(database: DatabaseSync): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		const version = readPragma(database, 'user_version');
		for (const migration of migrations.slice(version))
			if (typeof migration === 'string') database.exec(migration);
			else migration(database);
		database.exec(`PRAGMA user_version = ${Math.max(version, migrations.length)}; PRAGMA application_id = ${APPLICATION_ID}; COMMIT`);
	} catch (error) {
		if (database.isTransaction) database.exec('ROLLBACK');
		throw error;
	}
}

function readPragma(database: DatabaseSync, name: string): number {
	return Number(Object.values(database.prepare(`PRAGMA ${name}`).get() ?? {})[0]);
}

function countTables(database: DatabaseSync): number {
	return Number(database.prepare('SELECT count(*) AS tables FROM sqlite_schema').get()?.['tables']);
}
