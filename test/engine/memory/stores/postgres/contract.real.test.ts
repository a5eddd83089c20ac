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
		`CREATE SCHEMA shadow_clones; CREATE TABLE shadow_clones.schema_version (version integer NOT NULL); INSERT INTO shadow_clones.schema_version VALUES (1); ${String(migrations[0])}
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

it('finds by ss and by emoji the memories of a database that was made before these were found', async () => {
	const address = await server.createDatabase();
	const { signal } = new AbortController();
	const texts = ['Wie heißt der Fluß?', '🎉👍🏽', 'Nothing of the kind', '\0 Straße'];
	const before = openPostgresStore(address);
	await before.remember(
		'a',
		texts.map((text) => ({ text, trust: 'user', session: 's' })),
		signal,
	);
	await before.close();
	await server.query(
		address,
		`DELETE FROM shadow_clones.index_terms WHERE memory <> 3; UPDATE shadow_clones.memory SET terms = 4 WHERE number = 1; UPDATE shadow_clones.memory SET terms = 0 WHERE number = 2;
		INSERT INTO shadow_clones.index_terms (memory, terms) VALUES (1, '''n1xwie'':1 ''n1xheißt'':1 ''n1xder'':1 ''n1xfluß'':1'), (4, '''n1xstraße'':1');
		UPDATE shadow_clones.namespace SET terms = 7; UPDATE shadow_clones.session SET terms = 7; UPDATE shadow_clones.schema_version SET version = 5`,
	);
	const store = openPostgresStore(address);
	const find = async (query: string) => {
		const { turn } = await store.searchText(query, { namespace: 'a', includeUntrusted: true, limit: 10 }, signal);
		return (await store.get('a', [turn[0]?.id ?? ''], signal)).map(({ text }) => text);
	};
	const asked = [
		['heisst', 0],
		['FLUẞ', 0],
		['strasse', 3],
		['👍🏽', 1],
		['🎉', 1],
		['nothing', 2],
	] as const;
	for (const [query, place] of asked) expect([query, await find(query)]).toEqual([query, [texts[place]]]);
	await store.close();
	await server.query(
		address,
		`SELECT 1 / (SELECT count(*) FROM shadow_clones.namespace JOIN shadow_clones.session ON session.terms = namespace.terms WHERE session.terms = 10 AND session.terms = (SELECT sum(terms) FROM shadow_clones.memory));
		SELECT 1 / (1 - (SELECT count(*) FROM shadow_clones.index_terms WHERE terms::text LIKE '%ß%'))`,
	);
});
