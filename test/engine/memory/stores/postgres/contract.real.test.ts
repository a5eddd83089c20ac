import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../../../../../nodes/engine/memory/stores';
import { hashName } from '../../../../../nodes/engine/memory/stores/postgres/encodeText';
import { migrations } from '../../../../../nodes/engine/memory/stores/postgres/migrations';
import { describeDecisionStore } from '../../../../contracts/decisionStore';
import { describeLeaseStore } from '../../../../contracts/leaseStore';
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
describeDecisionStore('Postgres', createDatabase);
describeReceiptStore('Postgres', createDatabase);
describeLeaseStore('Postgres', createDatabase);

it('keeps the decisions of a database that was made before votes were', async () => {
	const address = await server.createDatabase();
	const hex = (name: string) => `'\\x${hashName(name).toString('hex')}'`;
	await server.query(
		address,
		`CREATE SCHEMA shadow_clones; CREATE TABLE shadow_clones.schema_version (version integer NOT NULL); INSERT INTO shadow_clones.schema_version VALUES (1); ${migrations[0]}
		INSERT INTO shadow_clones.record (kind, namespace_hash, key_hash, key, value, saved_at) VALUES ('decision', ${hex('a')}, ${hex('refund')}, 'refund', '"approved"', 1000)`,
	);
	const store = openPostgresStore(address);
	const { signal } = new AbortController();
	expect(await store.decisions.find('a', 'refund', signal)).toMatchObject({ value: 'approved', decidedAt: '1970-01-01T00:00:01.000Z' });
	expect(await store.decisions.claim('a', 'refund', { value: 'no', token: 't' }, signal)).toMatchObject({ claimed: false });
	expect(await store.decisions.list('a', { containing: '', limit: 10 }, signal)).toHaveLength(1);
	await store.close();
});
