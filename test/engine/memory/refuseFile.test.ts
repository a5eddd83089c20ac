import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { refuseFile } from '../../../nodes/engine/memory/refuseFile';

let root: string;
let folder: string;
let environment: NodeJS.ProcessEnv;
const asked: string[] = [];
/** n8n allows one folder beside its own. */
const isBlocked = (path: string): boolean => {
	asked.push(path);
	return !path.startsWith(join(root, 'allowed'));
};
const refusal = async (path: string) => (await refuseFile(path, isBlocked, environment))?.message;

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'refuse-file-'));
	folder = join(root, '.n8n');
	environment = { N8N_USER_FOLDER: root };
	for (const each of [folder, join(root, 'allowed'), join(root, 'elsewhere')]) mkdirSync(each);
	writeFileSync(join(folder, 'database.sqlite'), 'n8n');
	asked.length = 0;
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('refuseFile', () => {
	it("lets files in n8n's own folder be used, and those in folders that n8n allows", async () => {
		expect(await refusal(join(folder, 'shadow-clones', 'memory.sqlite'))).toBeUndefined();
		expect(await refusal(join(folder, 'mine.db'))).toBeUndefined();
		expect(asked).toEqual([]);
		expect(await refusal(join(root, 'allowed', 'memory.sqlite'))).toBeUndefined();
		expect(asked).toEqual([join(root, 'allowed', 'memory.sqlite')]);
	});

	it.each(['database.sqlite', 'database.sqlite-wal', 'database.sqlite-shm', 'x/../database.sqlite', 'DATABASE.sqlite'])(
		"refuses n8n's own database: %s",
		async (name) => {
			expect(await refusal(`${folder}/${name}`)).toContain("n8n's own database");
		},
	);

	it('refuses the database that n8n was told to use', async () => {
		environment['DB_SQLITE_DATABASE'] = 'other.sqlite';
		expect(await refusal(join(folder, 'other.sqlite'))).toContain("n8n's own database");
	});

	it("refuses links to n8n's own database, also from a folder that n8n allows", async () => {
		const [soft, hard, way] = ['soft.sqlite', 'hard.sqlite', 'way'].map((name) => join(root, 'allowed', name)) as [string, string, string];
		symlinkSync(join(folder, 'database.sqlite'), soft);
		linkSync(join(folder, 'database.sqlite'), hard);
		symlinkSync(folder, way);
		for (const path of [soft, hard, join(way, 'database.sqlite')]) expect(await refusal(path)).toContain("n8n's own database");
	});

	it.each(['config', 'crash.journal', '../elsewhere/memory.sqlite', '../.n8n2/memory.sqlite', '..', '.'])(
		'refuses what is no memory file in that folder, and what is outside: %s',
		async (name) => {
			expect(await refusal(`${folder}/${name}`)).toContain('not a memory file');
		},
	);

	it("says which endings a memory file has in n8n's own folder, and nowhere else", async () => {
		const advice = async (path: string) => (await refuseFile(path, isBlocked, environment))?.advice;
		expect(await advice(join(folder, 'memory.txt'))).toMatch(/^A memory file in n8n's own folder ends in \.sqlite, \.sqlite3 or \.db\. /);
		expect(await advice(join(root, 'elsewhere', 'memory.txt'))).not.toContain('.sqlite3');
	});

	it('refuses a file in a folder that would have to be made', async () => {
		expect(await refusal(join(root, 'allowed', 'deep', 'memory.sqlite'))).toContain('whose folder does not exist');
	});

	it('refuses a link that leads out of the folders that are allowed', async () => {
		symlinkSync(join(root, 'elsewhere'), join(folder, 'way'));
		expect(await refusal(join(folder, 'way', 'memory.sqlite'))).toContain('not a memory file');
	});
});
