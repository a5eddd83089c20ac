import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { freePort } from '../../scripts/shared/freePort.mts';

export interface PgliteServer {
	readonly port: number;
	/** Names of the extensions that are switched on. */
	extensions(): Promise<string[]>;
	close(): Promise<void>;
}

/** Postgres in WebAssembly with pgvector, which the other server of the tests has not. It takes one connection at a time. */
export async function startPglite(): Promise<PgliteServer> {
	const database = await PGlite.create({ extensions: { vector } });
	const port = await freePort();
	const server = new PGLiteSocketServer({ db: database as never, port, host: '127.0.0.1' });
	await server.start();
	return {
		port,
		extensions: async () =>
			(await database.query<{ extname: string }>('SELECT extname FROM pg_extension')).rows.map(({ extname }) => extname),
		close: async () => {
			await server.stop();
			await database.close();
		},
	};
}
