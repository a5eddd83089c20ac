import { mkdir, mkdtemp, readFile, readlink, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { linkFolder } from '../../../scripts/shared/linkFolder.mts';

describe('linkFolder', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'link-'));
		await mkdir(join(folder, 'from', 'deep', 'empty'), { recursive: true });
		await writeFile(join(folder, 'from', 'deep', 'file.txt'), 'here');
		await symlink('deep/file.txt', join(folder, 'from', 'link'));
		await linkFolder(join(folder, 'from'), join(folder, 'to'));
	});
	afterEach(async () => await rm(folder, { recursive: true }));

	it('gives the same files, folders and links', async () => {
		expect(await readFile(join(folder, 'to', 'link'), 'utf8')).toBe('here');
		expect(await readlink(join(folder, 'to', 'link'))).toBe('deep/file.txt');
		expect((await stat(join(folder, 'to', 'deep', 'empty'))).isDirectory()).toBe(true);
		const inodes = await Promise.all(['from', 'to'].map(async (place) => (await stat(join(folder, place, 'deep', 'file.txt'))).ino));
		expect(inodes[0]).toBe(inodes[1]);
	});

	it('leaves the first folder alone when the second one goes', async () => {
		await rm(join(folder, 'to'), { recursive: true });
		expect(await readFile(join(folder, 'from', 'deep', 'file.txt'), 'utf8')).toBe('here');
	});

	it('writes over a file of another', async () => {
		await rm(join(folder, 'to', 'deep', 'file.txt'));
		await writeFile(join(folder, 'to', 'deep', 'file.txt'), 'mine');
		await linkFolder(join(folder, 'from', 'deep'), join(folder, 'to', 'deep'));
		expect(await readFile(join(folder, 'to', 'deep', 'file.txt'), 'utf8')).toBe('here');
		expect(await readFile(join(folder, 'from', 'deep', 'file.txt'), 'utf8')).toBe('here');
	});
});
