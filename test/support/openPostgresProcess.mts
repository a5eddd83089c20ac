import './resolveTypeScript.mts';
import pg from 'pg';

const { createConnection } = await import('../../nodes/engine/memory/stores/postgres/connection.ts');

/** The connection of a process of its own, to the database whose address is its first argument, as JSON; `words` are the other arguments. Ended by `close`. */
export function openPostgresProcess(mostConnections: number) {
	const [address = '{}', ...words] = process.argv.slice(2);
	const pool = new pg.Pool({ ...(JSON.parse(address) as pg.PoolConfig), max: mostConnections });
	return { ...createConnection(pool), words, close: async () => await pool.end() };
}
