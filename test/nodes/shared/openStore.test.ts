import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../nodes/shared/openStore';

let root: string;
/** n8n allows one folder beside its own. */
const context = {
	getCredentials: async () => ({}) as never,
	helpers: { isFilePathBlocked: (path: string) => !path.startsWith(join(root, 'allowed')) },
};
const signal = new AbortController().signal;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'open-store-'));
	mkdirSync(join(root, 'allowed'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('openStore with File', () => {
	it('makes no folder for a file that is refused, and says why when asked', async () => {
		const store = await openStore(context, 0, { store: 'embedded', file: join(root, 'new', 'deep', 'memory.sqlite') });
		await expect(store.list('a', {}, { limit: 1, includePast: true }, signal)).rejects.toMatchObject({ trouble: 'notOurs' });
		expect(existsSync(join(root, 'new'))).toBe(false);
	});

	it('uses no named file where n8n cannot be asked', async () => {
		const store = await openStore({ getCredentials: context.getCredentials }, 0, {
			store: 'embedded',
			file: join(root, 'allowed', 'a.sqlite'),
		});
		await expect(store.list('a', {}, { limit: 1, includePast: true }, signal)).rejects.toThrow('not a memory file');
	});

	it("leaves another program's database and its log as they are, while that program has it open", async () => {
		const file = join(root, 'allowed', 'theirs.sqlite');
		const theirs = new DatabaseSync(file);
		theirs.exec('PRAGMA journal_mode = WAL; CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)');
		theirs.exec('PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO theirs VALUES (2)');
		const before = readdirSync(join(root, 'allowed')).map((name) => [name, readFileSync(join(root, 'allowed', name)).toString('hex')]);
		const store = await openStore(context, 0, { store: 'embedded', file });
		await expect(store.remember('a', [{ text: 'x', trust: 'user' }], signal)).rejects.toMatchObject({ trouble: 'notOurs' });
		expect(readdirSync(join(root, 'allowed')).map((name) => [name, readFileSync(join(root, 'allowed', name)).toString('hex')])).toEqual(
			before,
		);
		expect(theirs.prepare('SELECT count(*) AS rows FROM theirs').get()).toEqual({ rows: 2 });
		theirs.close();
	});

	it.each([
		['a text', 'A letter to grandmother. '.repeat(100)],
		['a short text', 'x'],
	])('leaves %s as it is', async (_, words) => {
		const file = join(root, 'allowed', 'letter.sqlite');
		writeFileSync(file, words);
		const store = await openStore(context, 0, { store: 'embedded', file });
		await expect(store.remember('a', [{ text: 'x', trust: 'user' }], signal)).rejects.toMatchObject({ trouble: 'notOurs' });
		expect(readFileSync(file, 'utf8')).toBe(words);
		expect(readdirSync(join(root, 'allowed'))).toEqual(['letter.sqlite']);
	});

	it.skipIf(!existsSync('/proc/self/task'))(
		'keeps two hundred files in one thread',
		async () => {
			const threads = () => readdirSync('/proc/self/task').length;
			const ask = async (number: number) => {
				const store = await openStore(context, 0, { store: 'embedded', file: join(root, 'allowed', `${number}.sqlite`) });
				await store.remember('a', [{ text: `Said ${number}`, trust: 'user' }], signal);
				return (await store.list('a', {}, { limit: 9, includePast: true }, signal)).memories.map(({ text }) => text);
			};
			await ask(0);
			const before = threads();
			const said = await Promise.all(Array.from({ length: 200 }, async (_, number) => await ask(number + 1)));
			expect(said).toEqual(Array.from({ length: 200 }, (_, number) => [`Said ${number + 1}`]));
			expect(threads() - before).toBeLessThan(3);
		},
		60_000,
	);
});
