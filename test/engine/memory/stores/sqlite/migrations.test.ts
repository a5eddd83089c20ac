import { mkdir } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { migrations } from '../../../../../nodes/engine/memory/stores/sqlite/migrations';
import { createSqliteDatabase } from './database';

const signal = new AbortController().signal;

it('keeps the decisions of a file that was made before votes were', async () => {
	const { file, open, remove } = await createSqliteDatabase();
	await mkdir(dirname(file), { recursive: true });
	const old = new DatabaseSync(file);
	old.exec(`PRAGMA application_id = ${0x53686164}; ${migrations[0]} PRAGMA user_version = 1`);
	const insert = old.prepare('INSERT INTO record (kind, namespace, key, value, saved_at) VALUES (?, ?, ?, ?, ?)');
	insert.run('decision', 'a', 'refund', '"approved"', 1_000);
	insert.run('answer', 'a', 'question', '"answer"', 1_000);
	old.close();
	const store = open();
	const refund = { value: 'approved', decidedAt: '1970-01-01T00:00:01.000Z', counts: [], ballots: [] };
	expect(await store.decisions.find('a', 'refund', signal)).toMatchObject(refund);
	expect(await store.decisions.claim('a', 'refund', { value: 'no', token: 't' }, signal)).toMatchObject({
		claimed: false,
		decision: { value: 'approved' },
	});
	expect(await store.namespaces({ containing: '', limit: 10 }, signal)).toEqual([{ name: 'a', memories: 0, answers: 1, decisions: 1 }]);
	await store.close();
	await remove();
});

it('finds by their time the memories of a file that was made before times were searched', async () => {
	const { file, open, remove } = await createSqliteDatabase();
	const before = open();
	const others = Array.from({ length: 10 }, (_, index) => ({ text: `Parcel p${index}`, trust: 'user' as const }));
	await before.remember('a', [{ text: 'Bob called', trust: 'user', validFrom: '2023-05-07T18:00:00.000Z' }, ...others], signal);
	await before.close();
	const old = new DatabaseSync(file);
	old.exec('DROP INDEX memory_time; PRAGMA user_version = 3');
	old.close();
	const store = open();
	const { turn } = await store.searchText('What happened in May 2023?', { namespace: 'a', includeUntrusted: true, limit: 10 }, signal);
	expect((await store.get('a', [turn[0]!.id], signal)).map(({ text }) => text)).toEqual(['Bob called']);
	await store.close();
	const upgraded = new DatabaseSync(file, { readOnly: true });
	expect(upgraded.prepare("SELECT count(*) AS indexes FROM sqlite_schema WHERE name = 'memory_time'").get()).toEqual({ indexes: 1 });
	upgraded.close();
	await remove();
});
