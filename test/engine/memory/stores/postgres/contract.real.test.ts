import { afterAll, beforeAll } from 'vitest';
import { openPostgresStore } from '../../../../../nodes/engine/memory/stores';
import { describeMemoryStore } from '../../../../contracts/memoryStore';
import { describeReceiptStore } from '../../../../contracts/receiptStore';
import { describeRecordStore } from '../../../../contracts/recordStore';
import { startPostgres, type PostgresServer } from '../../../../../scripts/postgres/startPostgres.mts';

let server: PostgresServer;
beforeAll(async () => {
	server = await startPostgres();
});
afterAll(async () => await server?.remove());

const createDatabase = async () => {
	const address = await server.createDatabase();
	return { open: () => openPostgresStore(address), remove: async () => {} };
};

describeMemoryStore('Postgres', createDatabase);
describeRecordStore('Postgres', createDatabase);
describeReceiptStore('Postgres', createDatabase);
