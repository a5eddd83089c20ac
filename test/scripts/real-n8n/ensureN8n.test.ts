import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureN8n, n8nVersion } from '../../../scripts/real-n8n/ensureN8n.mts';

let folder: string;

beforeEach(async () => {
	folder = join(await mkdtemp(join(tmpdir(), 'n8n-')), 'n8n');
});

afterEach(async () => rm(join(folder, '..'), { recursive: true, force: true }));

/** Stands in for an installed n8n: two native modules that load, and a command that knows its version. */
async function placeN8n(version: string): Promise<void> {
	for (const name of ['sqlite3', 'isolated-vm']) {
		await mkdir(join(folder, 'node_modules', name), { recursive: true });
		await writeFile(join(folder, 'node_modules', name, 'index.js'), '');
	}
	await mkdir(join(folder, 'node_modules', 'n8n', 'bin'), { recursive: true });
	await writeFile(join(folder, 'node_modules', 'n8n', 'bin', 'n8n'), `console.log('${version}')`);
}

const full = async () => 1.5e9;

describe('ensureN8n', () => {
	it('adopts an n8n that works, without asking for disk space', async () => {
		await placeN8n(n8nVersion);
		const { command } = await ensureN8n({ folder, readFreeBytes: full });
		expect(command).toBe(join(folder, 'node_modules', 'n8n', 'bin', 'n8n'));
	});

	it('looks at an adopted one only once', async () => {
		await placeN8n(n8nVersion);
		await ensureN8n({ folder, readFreeBytes: full });
		await rm(join(folder, 'node_modules', 'sqlite3'), { recursive: true });
		await expect(ensureN8n({ folder, readFreeBytes: full })).resolves.toMatchObject({ folder });
	});

	it('adopts neither another version nor one whose native modules do not load', async () => {
		await placeN8n('1.0.0');
		await expect(ensureN8n({ folder, readFreeBytes: full })).rejects.toThrow(/disk/);
		await placeN8n(n8nVersion);
		await rm(join(folder, 'node_modules', 'isolated-vm'), { recursive: true });
		await expect(ensureN8n({ folder, readFreeBytes: full })).rejects.toThrow(/disk/);
	});

	it('says how much room it needs and how much there is, before it installs anything', async () => {
		const trouble = ensureN8n({ folder, readFreeBytes: full });
		await expect(trouble).rejects.toThrow(/needs 4 GB .* has 1\.5 GB free/);
		await expect(trouble).rejects.toMatchObject({ advice: expect.stringContaining('XDG_CACHE_HOME') as string });
	});
});
