import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { freePort } from '../../scripts/shared/freePort.mts';
import { waitUntil } from '../../scripts/shared/waitUntil.mts';
import type { Passage } from './musique';

const program = '/usr/bin/searx-run';
const exampleSettings = '/usr/share/doc/searx/examples/settings.yml';

export interface Searx {
	readonly searchAddress: string;
	stop(): Promise<void>;
}

/** Whether a real searx is here, installed from Debian's packages where that may be done and works; false elsewhere. */
export async function ensureSearx(): Promise<boolean> {
	if (existsSync(program) && existsSync(exampleSettings)) return true;
	if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	try {
		await promisify(execFile)('apt-get', ['install', '-y', '--no-install-recommends', 'searx'], { env, timeout: 240_000 });
	} catch {
		return false;
	}
	return existsSync(program) && existsSync(exampleSettings);
}

/** Starts searx with one offline engine over some passages, and JSON allowed. Passage `id` has the address `<pages>/<id>`. */
export async function startSearx(passages: readonly Passage[], pages: string): Promise<Searx> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-searx-'));
	const database = join(folder, 'passages.sqlite');
	fill(database, passages, pages);
	const port = await freePort();
	const settings = join(folder, 'settings.yml');
	await writeFile(settings, writeSettings(await readFile(exampleSettings, 'utf8'), port, database));
	const child = spawn(program, [], { env: { PATH: '/usr/bin:/bin', SEARX_SETTINGS_PATH: settings }, stdio: 'ignore' });
	const searchAddress = `http://127.0.0.1:${port}/search`;
	await waitUntil('searx', async () => (await fetch(`${searchAddress}?q=river&format=json`).catch(() => undefined))?.status === 200, {
		timeoutMs: 60_000,
	});
	return {
		searchAddress,
		stop: async () => {
			child.kill('SIGKILL');
			await rm(folder, { recursive: true, force: true });
		},
	};
}

function fill(file: string, passages: readonly Passage[], pages: string): void {
	const database = new DatabaseSync(file);
	database.exec("CREATE VIRTUAL TABLE page USING fts5(title, content, url UNINDEXED, tokenize = 'porter unicode61')");
	const insert = database.prepare('INSERT INTO page (title, content, url) VALUES (?, ?, ?)');
	database.exec('BEGIN');
	for (const { id, title, text } of passages) insert.run(title, text, `${pages}/${id}`);
	database.exec('COMMIT');
	database.close();
}

/** The example with its engines replaced by one, its port and its formats changed. */
function writeSettings(example: string, port: number, database: string): string {
	const engine = `engines:
  - name: passages
    engine: sqlite
    shortcut: pa
    database: ${JSON.stringify(database)}
    query_str: "SELECT title, content, url FROM page WHERE page MATCH :query ORDER BY rank"
    result_template: default.html
`;
	const withEngine = example.replace(/^engines:[\s\S]*?(?=^\S)/m, `${engine}\n`);
	return withEngine
		.replace(/^(\s+)port\s*:.*$/m, `$1port: ${port}`)
		.replace(/secret_key\s*:\s*"[^"]*"/, 'secret_key: "only for a test"')
		.replace(/^search:$/m, 'search:\n    formats: [html, json]');
}
