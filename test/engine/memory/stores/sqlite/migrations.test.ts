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
