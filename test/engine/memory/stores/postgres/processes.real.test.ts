import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../../../../nodes/engine/memory/stores';
import { describeManyProcesses } from '../../../../contracts/manyProcesses';
import { startPostgres, type PostgresServer } from '../../../../../scripts/postgres/startPostgres.mts';

let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server?.remove());

describeManyProcesses('Postgres', async () => {
	const address = await server.createDatabase();
	return {
		open: () => openPostgresStore(address),
		remove: async () => {},
		writer: { script: join(__dirname, '../../../../support/postgresWriter.mts'), arguments: [JSON.stringify(address)] },
	};
});
