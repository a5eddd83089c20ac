import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { openDatabase } from '../../../../../nodes/engine/memory/stores/sqlite/openDatabase';
import { describeManyProcesses } from '../../../../contracts/manyProcesses';
import { describeManyVoters } from '../../../../contracts/manyVoters';
import { createSqliteDatabase } from './database';

const signal = new AbortController().signal;

const createDatabase = (script: string) => async () => {
	const database = await createSqliteDatabase();
	await mkdir(dirname(database.file), { recursive: true });
	return { ...database, writer: { script: join(__dirname, '../../../../support', script), arguments: [database.file] } };
};

describeManyProcesses('The embedded store', createDatabase('memoryWriter.mts'));
describeManyVoters('The embedded store', createDatabase('sqliteVoter.mts'));

it('says that the file is locked when another holds it too long, keeps nothing of it, and goes on afterwards', async () => {
	const database = await createSqliteDatabase();
	await mkdir(dirname(database.file), { recursive: true });
	const store = database.open();
	const holder = openDatabase(database.file);
	holder.exec('BEGIN IMMEDIATE');
	await expect(store.remember('written', [{ text: 'Too late', trust: 'user' }], signal)).rejects.toMatchObject({
		name: 'StoreError',
		trouble: 'locked',
		message: expect.stringContaining('locked for 10 s'),
	});
	holder.exec('ROLLBACK');
	holder.close();
	await store.remember('written', [{ text: 'In time', trust: 'user' }], signal);
	expect((await store.list('written', {}, { limit: 10, includePast: true }, signal)).memories.map(({ text }) => text)).toEqual(['In time']);
	await store.close();
	await database.remove();
});
