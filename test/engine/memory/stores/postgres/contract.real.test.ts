import { afterAll, beforeAll, expect, it } from 'vitest';
import { openPostgresStore } from '../../../../../nodes/engine/memory/stores';
import { hashName } from '../../../../../nodes/engine/memory/stores/postgres/encodeText';
import { migrations } from '../../../../../nodes/engine/memory/stores/postgres/migrations';
import { describeAnswersByModel } from '../../../../contracts/answersByModel';
import { describeDecisionStore } from '../../../../contracts/decisionStore';
import { describeLeaseStore } from '../../../../contracts/leaseStore';
import { describeMemoryStore } from '../../../../contracts/memoryStore';
import { describeMemoryTimes } from '../../../../contracts/memoryTimes';
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
describeMemoryTimes('Postgres', createDatabase);
describeRecordStore('Postgres', createDatabase);
describeAnswersByModel('Postgres', createDatabase);
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

it('finds by their time the memories of a database that was made before times were searched', async () => {
	const address = await server.createDatabase();
	const { signal } = new AbortController();
	const before = openPostgresStore(address);
	const others = Array.from({ length: 10 }, (_, index) => ({ text: `Parcel p${index}`, trust: 'user' as const }));
	await before.remember('a', [{ text: 'Bob called', trust: 'user', validFrom: '2023-05-07T18:00:00.000Z' }, ...others], signal);
	await before.close();
	await server.query(
		address,
		'DROP INDEX shadow_clones.memory_time; DROP TABLE shadow_clones.lease; UPDATE shadow_clones.schema_version SET version = 3',
	);
	const store = openPostgresStore(address);
	const { turn } = await store.searchText('What happened in May 2023?', { namespace: 'a', includeUntrusted: true, limit: 10 }, signal);
	expect((await store.get('a', [turn[0]!.id], signal)).map(({ text }) => text)).toEqual(['Bob called']);
	await store.close();
	await server.query(address, "SELECT 1 / (SELECT count(*) FROM pg_indexes WHERE indexname = 'memory_time')");
});
