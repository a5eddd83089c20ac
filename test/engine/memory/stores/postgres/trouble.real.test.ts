import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openPostgresStore, type MemoryStore, type PostgresAddress } from '../../../../../nodes/engine/memory/stores';
import { freePort } from '../../../../../scripts/shared/freePort.mts';
import { startPostgres, type PostgresServer } from '../../../../../scripts/postgres/startPostgres.mts';

const signal = new AbortController().signal;
const said = (text: string) => ({ text, trust: 'user' as const });
const page = { limit: 1000, includePast: true };

describe('Postgres says what is wrong', () => {
	let server: PostgresServer;
	const stores: MemoryStore[] = [];
	beforeAll(async () => {
		server = await startPostgres();
	});
	afterEach(async () => void (await Promise.all(stores.splice(0).map(async (store) => await store.close()))));
	afterAll(async () => await server?.remove());

	const open = (address: PostgresAddress) => {
		const store = openPostgresStore(address);
		stores.push(store);
		return store;
	};
	const create = async () => {
		const address = await server.createDatabase();
		return { address, store: open(address) };
	};
	const textsOf = async (store: MemoryStore) => (await store.list('a', {}, page, signal)).memories.map(({ text }) => text);

	it('when nobody listens there', async () => {
		const port = await freePort();
		const store = open({ ...(await server.createDatabase()), port });
		await expect(store.remember('a', [said('x')], signal)).rejects.toMatchObject({
			name: 'StoreError',
			trouble: 'unreachable',
			message: expect.stringContaining(`127.0.0.1:${port}`),
			advice: expect.any(String),
		});
	});

	it('when the password is wrong, and when there is no such database', async () => {
		const address = await server.createDatabase();
		await expect(open({ ...address, database: 'nowhere' }).remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'refused',
			message: expect.stringContaining('nowhere'),
		});
		await expect(open({ ...address, password: 'open' }).remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'refused',
			message: expect.stringContaining('password'),
		});
	});

	it('when the user may not make the schema', async () => {
		const address = await server.createDatabase();
		await server.query(address, "CREATE ROLE guest LOGIN PASSWORD 'guest'");
		await expect(open({ ...address, user: 'guest', password: 'guest' }).remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'refused',
			advice: expect.stringContaining('schema'),
		});
	});

	it('when the schema is somebody else’s, and leaves it as it was', async () => {
		const { address, store } = await create();
		await server.query(address, 'CREATE SCHEMA shadow_clones; CREATE TABLE shadow_clones.memory (theirs text)');
		await expect(store.remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'notOurs',
			message: expect.stringContaining('not changed'),
		});
		expect(await server.query(address, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'shadow_clones'")).toEqual([
			{ table_name: 'memory' },
		]);
	});

	it('when a later version of this package made the schema', async () => {
		const { address, store } = await create();
		await store.remember('a', [said('x')], signal);
		await server.query(address, 'UPDATE shadow_clones.schema_version SET version = 99');
		await expect(open({ ...address, mostConnections: 2 }).remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'newerSchema',
			message: expect.stringContaining('schema 99'),
		});
	});

	it('when the database is read-only', async () => {
		const { address, store } = await create();
		await store.remember('a', [said('x')], signal);
		await server.query(address, `ALTER DATABASE ${address.database} SET default_transaction_read_only = on`);
		const reader = open({ ...address, mostConnections: 2 });
		await expect(reader.remember('a', [said('y')], signal)).rejects.toMatchObject({ trouble: 'readOnly' });
		expect(await textsOf(reader)).toEqual(['x']);
	});

	it('when the disk is full, and keeps what it had acknowledged', async () => {
		const { address, store } = await create();
		await store.remember('a', [said('Kept before')], signal);
		await server.query(
			address,
			"CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$",
		);
		await server.query(address, 'CREATE TRIGGER full_disk BEFORE INSERT ON shadow_clones.index_terms EXECUTE FUNCTION full_disk()');
		await expect(store.remember('a', [said('Too much')], signal)).rejects.toMatchObject({
			trouble: 'diskFull',
			message: expect.stringContaining('nothing was stored'),
		});
		await server.query(address, 'DROP TRIGGER full_disk ON shadow_clones.index_terms');
		expect(await textsOf(store)).toEqual(['Kept before']);
		expect(await store.checkIntegrity(signal)).toEqual([]);
	});

	it('when somebody else keeps it locked too long, and goes on afterwards', async () => {
		const { address, store } = await create();
		await store.remember('a', [said('x')], signal);
		const impatient = open({ ...address, lockTimeoutMs: 200 });
		const holder = server.query(address, 'BEGIN; LOCK TABLE shadow_clones.memory; SELECT pg_sleep(3); COMMIT');
		await expect
			.poll(
				async () =>
					(
						await server.query(
							address,
							"SELECT 1 FROM pg_locks WHERE mode = 'AccessExclusiveLock' AND relation = 'shadow_clones.memory'::regclass",
						)
					).length,
			)
			.toBe(1);
		await expect(impatient.remember('a', [said('y')], signal)).rejects.toMatchObject({ trouble: 'locked' });
		await holder;
		await impatient.remember('a', [said('z')], signal);
		expect(await textsOf(store)).toEqual(['x', 'z']);
	});

	it('when it goes in the middle of a run, loses nothing it had acknowledged, and goes on when it is back', async () => {
		const { store } = await create();
		const acknowledged: string[] = [];
		let errors = 0;
		let isDown = false;
		const writers = Array.from({ length: 4 }, async (_, writer) => {
			for (let number = 0; !isDown || errors < 8; number++) {
				const text = `Writer ${writer} says number${number}`;
				await store.remember('a', [said(text)], signal).then(
					() => acknowledged.push(text),
					(error: Error & { trouble?: string }) => {
						expect(error).toMatchObject({ name: 'StoreError', trouble: 'unreachable' });
						errors++;
					},
				);
			}
		});
		await expect.poll(() => acknowledged.length, { timeout: 20_000 }).toBeGreaterThan(40);
		await server.stop();
		isDown = true;
		await Promise.all(writers);
		await server.start();
		await store.remember('a', [said('Back again')], signal);
		const kept = new Set(await textsOf(store));
		expect(acknowledged.filter((text) => !kept.has(text))).toEqual([]);
		expect(kept.has('Back again')).toBe(true);
		expect(await store.checkIntegrity(signal)).toEqual([]);
	});

	it('leaves no byte of a forgotten text in its tables and indexes', async () => {
		const { address, store } = await create();
		const secret = 'Quetzalcoatl whispers xylophone';
		const about = {
			source: 'source-quokka',
			session: 'session-quokka',
			subject: 'subject-quokka',
			metadata: { key: 'metadata-quokka' },
			idempotencyKey: 'key-quokka',
		};
		await store.remember('a', [{ ...said(secret), ...about }, said('Something that stays'), said(`${secret} again`)], signal);
		await store.records.save('answer', 'a', 'k-quokka', 'answer-quokka', signal);
		const ballot = { voter: 'voter-wombat', value: 'value-wombat', run: 'run-wombat', token: 'token-wombat' };
		await store.decisions.vote('a', 'key-wombat', ballot, { quorum: { votes: 2 }, voters: ['voter-wombat', 'numbat'] }, signal);
		await store.decisions.claim('a', 'claim-wombat', { leaseMs: 60_000, holder: 'holder-wombat', token: 'token-wombat' }, signal);
		await server.query(address, 'ANALYZE');
		const [{ oid } = {}] = await server.query(address, `SELECT oid FROM pg_database WHERE datname = '${address.database}'`);
		const traces = ['Quetzal', 'quetzal', 'whisper', 'xylophon', 'quokka', 'wombat', 'numbat'];
		const found = async () => {
			await server.query(address, 'CHECKPOINT');
			const folder = join(server.dataFolder, 'base', String(oid));
			const bytes = await Promise.all((await readdir(folder)).map(async (name) => await readFile(join(folder, name))));
			return traces.filter((trace) => bytes.some((content) => content.includes(trace)));
		};
		expect(await found()).toEqual(traces);
		const { memories } = await store.list('a', {}, page, signal);
		expect(await store.forget('a', { ids: [memories[0]!.id, memories[2]!.id] }, signal)).toMatchObject({ memories: 2, erased: true });
		expect(await store.records.remove('answer', 'a', undefined, signal)).toEqual({ removed: 1, erased: true });
		expect(await store.decisions.remove('a', undefined, signal)).toEqual({ removed: 2, erased: true });
		expect(await found()).toEqual([]);
		expect(await textsOf(store)).toEqual(['Something that stays']);
		expect(await store.checkIntegrity(signal)).toEqual([]);
	});
});
