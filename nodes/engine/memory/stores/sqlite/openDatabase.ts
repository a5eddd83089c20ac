import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { migrations } from './migrations';

/** Tells our files from those of other programs: "Shad" in ASCII. */
const APPLICATION_ID = 0x53686164;
const BUSY_TIMEOUT_MS = 10_000;

/** Carried over the thread's border as plain data, see `toStoreError`. */
export class UnusableFile extends Error {
	readonly trouble: 'notOurs' | 'newerSchema';
	readonly schemaVersion: number;

	constructor(trouble: 'notOurs' | 'newerSchema', schemaVersion = 0) {
		super(trouble);
		this.trouble = trouble;
		this.schemaVersion = schemaVersion;
	}
}

/**
 * Opens the file, makes it where there is none, and brings its schema up to date, once, however many processes start together.
 *
 * What is committed survives the end of this process and, as every commit is synced, the loss of power. Deleted bytes are overwritten.
 *
 * @throws UnusableFile when it is another program's, or of a later version of this package; it is left untouched.
 */
export function openDatabase(file: string): DatabaseSync {
	mkdirSync(dirname(file), { recursive: true });
	const database = new DatabaseSync(file, { timeout: BUSY_TIMEOUT_MS });
	try {
		database.exec(
			'PRAGMA secure_delete = ON; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA cache_size = -32768; PRAGMA temp_store = MEMORY',
		);
		if (needsMigration(database)) {
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

/** Looks without a lock that would hold up others who only start. */
function needsMigration(database: DatabaseSync): boolean {
	const version = readPragma(database, 'user_version');
	const isEmpty = version === 0 && readPragma(database, 'application_id') === 0 && countTables(database) === 0;
	if (!isEmpty && readPragma(database, 'application_id') !== APPLICATION_ID) throw new UnusableFile('notOurs');
	if (version > migrations.length) throw new UnusableFile('newerSchema', version);
	return version < migrations.length;
}

function migrate(database: DatabaseSync): void {
	database.exec('BEGIN IMMEDIATE');
	try {
		const version = readPragma(database, 'user_version');
		for (const migration of migrations.slice(version)) database.exec(migration);
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
