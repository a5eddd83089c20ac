import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../../../../nodes/engine/memory/stores';
import { describeManyProcesses } from '../../../../contracts/manyProcesses';
import { describeManyVoters } from '../../../../contracts/manyVoters';
import { startPostgres, type PostgresServer } from '../../../../../scripts/postgres/startPostgres.mts';

let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server?.remove());

const createDatabase = (script: string) => async () => {
	const address = await server.createDatabase();
	return {
		open: () => openPostgresStore(address),
		remove: async () => {},
		writer: { script: join(__dirname, '../../../../support', script), arguments: [JSON.stringify(address)] },
	};
};

describeManyProcesses('Postgres', createDatabase('postgresWriter.mts'));
describeManyVoters('Postgres', createDatabase('postgresVoter.mts'));
