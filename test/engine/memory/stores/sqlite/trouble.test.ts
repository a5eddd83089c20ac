import { execFile } from 'node:child_process';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../../../../nodes/engine/memory/stores';
import { openDatabase } from '../../../../../nodes/engine/memory/stores/sqlite/openDatabase';
import { remember } from '../../../../../nodes/engine/memory/stores/sqlite/remember';
import { toStoreError } from '../../../../../nodes/engine/memory/stores/sqlite/toStoreError';
import { bubblewrapHere } from '../../../../support/bubblewrapHere';
import { createSqliteDatabase } from './database';

const signal = new AbortController().signal;
const said = (text: string) => ({ text, trust: 'user' as const });
const page = { limit: 100, includePast: true };

describe('The embedded store says what is wrong', () => {
	const cleanUps: Array<() => Promise<void>> = [];
	afterEach(async () => {
		for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
	});
	const create = async () => {
		const database = await createSqliteDatabase();
		cleanUps.push(database.remove);
		await mkdir(dirname(database.file), { recursive: true });
		const store = database.open();
		cleanUps.push(async () => await store.close());
		return { ...database, store };
	};

	it('when the file is another program’s database, and leaves it as it was', async () => {
		const { file, store } = await create();
		const other = new DatabaseSync(file);
		other.exec('CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)');
		other.close();
		const before = await readFile(file);
		await expect(store.remember('a', [said('x')], signal)).rejects.toMatchObject({
			name: 'StoreError',
			trouble: 'notOurs',
			message: expect.stringContaining('not changed'),
		});
		expect((await readFile(file)).equals(before)).toBe(true);
	});

	it('when the file is no database at all', async () => {
		const { file, store } = await create();
		await writeFile(file, 'A letter to grandmother. '.repeat(100));
		await expect(store.remember('a', [said('x')], signal)).rejects.toMatchObject({ trouble: 'notOurs' });
		expect(await readFile(file, 'utf8')).toBe('A letter to grandmother. '.repeat(100));
	});

	it('when a later version of this package wrote the file', async () => {
		const { file, store } = await create();
		const newer = openDatabase(file);
		newer.exec('PRAGMA user_version = 99');
		newer.close();
		await expect(store.remember('a', [said('x')], signal)).rejects.toMatchObject({
			trouble: 'newerSchema',
			message: expect.stringContaining('schema 99'),
			advice: expect.stringContaining('Update'),
		});
	});

	it('when the disk is full, and keeps what it had acknowledged', async () => {
		const { file, store } = await create();
		await store.remember('a', [said('Kept before')], signal);
		await store.close();
		const full = openDatabase(file);
		cleanUps.push(async () => full.close());
		full.exec(`PRAGMA max_page_count = ${Number(full.prepare('PRAGMA page_count').get()?.['page_count'])}`);
		full.exec('BEGIN IMMEDIATE');
		let code = 0;
		try {
			for (let index = 0; index < 1000; index++)
				remember(full, 'a', [said(`Number ${index} ${'and more '.repeat(500)}`)], new Date().toISOString());
		} catch (error) {
			code = (error as { errcode: number }).errcode;
		}
		if (full.isTransaction) full.exec('ROLLBACK');
		expect(toStoreError({ sqliteCode: code, message: '' }, file)).toMatchObject({
			trouble: 'diskFull',
			message: expect.stringContaining('nothing was stored'),
		});
		expect(full.prepare('SELECT text FROM memory').all()).toMatchObject([{ text: 'Kept before' }]);
	});

	it('when the disk is too full to forget', () => {
		expect(toStoreError({ sqliteCode: 13, message: '' }, '/a.sqlite', true)).toMatchObject({
			trouble: 'diskFull',
			message: expect.stringContaining('nothing was forgotten'),
			advice: expect.not.stringContaining('forget something'),
		});
	});

	it('when its folder is a file', async () => {
		const { folder, file, store } = await create();
		await writeFile(`${folder}/plain`, '');
		const wrong = openSqliteStore(`${folder}/plain/memory.sqlite`);
		cleanUps.push(async () => await wrong.close());
		await expect(wrong.remember('a', [said('x')], signal)).rejects.toMatchObject({ name: 'StoreError', trouble: 'cannotOpen' });
		expect(await store.list('a', {}, page, signal)).toEqual({ memories: [] });
		expect(file).toContain(folder);
	});

	it.skipIf(process.getuid?.() === 0)('when the file may only be read', async () => {
		const { file, store } = await create();
		await store.remember('a', [said('x')], signal);
		await chmod(file, 0o444);
		await expect(store.remember('a', [said('y')], signal)).rejects.toMatchObject({ trouble: 'readOnly' });
	});

	it.skipIf(!bubblewrapHere)('when its disk is mounted read-only', async () => {
		const { file, store } = await create();
		await store.remember('a', [said('x')], signal);
		const writer = join(__dirname, '../../../../support/memoryWriter.mts');
		const { stdout } = await promisify(execFile)('bwrap', [
			'--ro-bind',
			'/',
			'/',
			'--dev',
			'/dev',
			'--proc',
			'/proc',
			'--',
			process.execPath,
			'--no-warnings',
			writer,
			file,
			'Late',
			'1',
		]);
		const trouble = JSON.parse(stdout) as Parameters<typeof toStoreError>[0];
		expect(toStoreError(trouble, file)).toMatchObject({ trouble: 'readOnly', message: `n8n is not allowed to write to ${file}` });
		expect((await store.list('a', {}, page, signal)).memories.map(({ text }) => text)).toEqual(['x']);
	});

	it('leaves no byte of a forgotten text in any of its files', async () => {
		const { file, store } = await create();
		const secret = 'Quetzalcoatl whispers xylophone';
		await store.remember(
			'vault-name',
			[
				{
					...said(secret),
					source: 'source-quokka',
					session: 'session-quokka',
					subject: 'subject-quokka',
					metadata: { key: 'metadata-quokka' },
					idempotencyKey: 'key-quokka',
				},
				said('Something that stays'),
			],
			signal,
		);
		await store.remember('vault-name', [said(`${secret} again`)], signal);
		await store.records.save('answer', 'vault-name', 'k', 'answer-quokka', signal);
		const ballot = { voter: 'voter-wombat', value: 'value-wombat', run: 'run-wombat', token: 'token-wombat' };
		await store.decisions.vote('vault-name', 'key-wombat', ballot, { quorum: { votes: 2 }, voters: ['voter-wombat', 'numbat'] }, signal);
		await store.decisions.claim('vault-name', 'claim-wombat', { leaseMs: 60_000, holder: 'holder-wombat', token: 'token-wombat' }, signal);
		const traces = ['Quetzal', 'quetzal', 'whisper', 'xylophon', 'quokka', 'wombat', 'numbat'];
		const found = async () => {
			const files = await readdir(dirname(file));
			const bytes = await Promise.all(files.map(async (name) => await readFile(`${dirname(file)}/${name}`)));
			return traces.filter((trace) => bytes.some((content) => content.includes(trace)));
		};
		expect(await found()).toEqual(traces);
		const { memories } = await store.list('vault-name', {}, page, signal);
		expect(await store.forget('vault-name', { ids: [memories[0]!.id, memories[2]!.id] }, signal)).toMatchObject({
			memories: 2,
			erased: true,
		});
		expect(await store.records.remove('answer', 'vault-name', undefined, signal)).toEqual({ removed: 1, erased: true });
		expect(await store.decisions.remove('vault-name', undefined, signal)).toEqual({ removed: 2, erased: true });
		expect(await found()).toEqual([]);
		expect(await store.checkIntegrity(signal)).toEqual([]);
	});

	it('says that bytes still stand in its log where another process reads while an answer is removed', { timeout: 60_000 }, async () => {
		const { file, store } = await create();
		await store.remember('a', [said('x')], signal);
		await store.records.save('answer', 'a', 'k', 'v', signal);
		const other = new DatabaseSync(file);
		other.exec('BEGIN');
		other.prepare('SELECT count(*) FROM memory').get();
		expect(await store.records.remove('answer', 'a', undefined, signal)).toEqual({ removed: 1, erased: false });
		other.exec('COMMIT');
		other.close();
		expect(await store.records.remove('answer', 'a', undefined, signal)).toEqual({ removed: 0, erased: true });
	});
});
