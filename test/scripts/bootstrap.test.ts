import { execFile, spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

const scripts = join(__dirname, '../../scripts');
let folder: string;

beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'bootstrap-'))));
afterEach(async () => await rm(folder, { recursive: true, force: true }));

describe('bootstrap', () => {
	it('installs nothing where node_modules is a link, as npm would empty the folder behind it', async () => {
		const [checkout, shared] = [join(folder, 'checkout'), join(folder, 'shared')];
		await mkdir(join(checkout, 'scripts', 'start'), { recursive: true });
		await mkdir(join(shared, 'somebody'), { recursive: true });
		await writeFile(join(checkout, 'package-lock.json'), '{}');
		for (const file of ['bootstrap.mjs', 'start/npmTrouble.mjs']) await cp(join(scripts, file), join(checkout, 'scripts', file));
		await symlink(shared, join(checkout, 'node_modules'), 'junction');

		const run = `import { bootstrap } from './scripts/bootstrap.mjs'; process.exitCode = await bootstrap('none.mjs', []);`;
		const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) =>
			// No npm is on this PATH.
			execFile(process.execPath, ['--input-type=module', '-e', run], { cwd: checkout, env: { PATH: folder } }, (error, _, stderr) =>
				resolve({ code: error?.code, said: stderr }),
			),
		);

		expect(code).toBe(1);
		expect(said).toContain('node_modules is a link to');
		expect(await readdir(shared)).toEqual(['somebody']);
	});
});

describe('npm start on a bare clone', () => {
	it.each([
		['--nonsense', { status: 1, stdout: '', stderr: "\nUnknown option '--nonsense'\nIt takes --once.\n" }],
		['--help', { status: 0, stdout: 'It takes --once.\n', stderr: '' }],
	])('answers %s before it installs anything', async (option, answer) => {
		await cp(scripts, join(folder, 'scripts'), { recursive: true });
		await writeFile(join(folder, 'package-lock.json'), '{}');
		const { status, stdout, stderr } = spawnSync(process.execPath, [join(folder, 'scripts/start.mjs'), option], {
			encoding: 'utf8',
			env: { PATH: folder },
		});
		expect({ status, stdout, stderr }).toEqual(answer);
		expect((await readdir(folder)).sort()).toEqual(['package-lock.json', 'scripts']);
	});
});
