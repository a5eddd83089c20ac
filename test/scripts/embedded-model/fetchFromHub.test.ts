import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchFromHub } from '../../../scripts/embedded-model/fetchFromHub.mts';

describe('fetchFromHub', () => {
	let folder = '';

	/** A node-llama-cpp in whose place this function downloads. */
	async function installRuntime(resolveModelFile: string): Promise<void> {
		const place = join(folder, 'node_modules', 'node-llama-cpp', 'dist');
		await mkdir(place, { recursive: true });
		await writeFile(join(folder, 'node_modules', 'node-llama-cpp', 'package.json'), '{"type":"module"}');
		await writeFile(
			join(place, 'index.js'),
			`import { writeFileSync } from 'node:fs';\nexport const resolveModelFile = ${resolveModelFile};`,
		);
	}

	beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hub-'))));
	afterEach(async () => await rm(folder, { recursive: true, force: true }));

	it('gives up on a hub that sends nothing, even where the download does not hear the signal', async () => {
		await installRuntime('() => new Promise(() => {})');
		expect(await fetchFromHub('hf:a/b', join(folder, 'target'), { runtimeFolder: folder, patienceMs: 1 })).toBe(false);
	});

	it('gives up on a hub that falls silent half-way', async () => {
		await installRuntime(`async (address, { onProgress }) => {
			onProgress({ totalSize: 10e6, downloadedSize: 5e6 });
			return await new Promise(() => {});
		}`);
		expect(await fetchFromHub('hf:a/b', join(folder, 'target'), { runtimeFolder: folder, longestPauseMs: 1 })).toBe(false);
	});

	it('gives up on a hub that cannot be reached', async () => {
		await installRuntime("async () => { throw new Error('ENOTFOUND'); }");
		expect(await fetchFromHub('hf:a/b', join(folder, 'target'), { runtimeFolder: folder })).toBe(false);
	});

	it('says how far it is, and puts the file where it was asked for', async () => {
		await installRuntime(`async (address, { directory, onProgress }) => {
			onProgress({ totalSize: 10e6, downloadedSize: 5e6 });
			writeFileSync(directory + '/hub-file', address);
			return directory + '/hub-file';
		}`);
		const said: string[] = [];
		const target = join(folder, 'target');
		expect(await fetchFromHub('hf:a/b', target, { runtimeFolder: folder, onStep: (line) => said.push(line) })).toBe(true);
		expect(await readFile(target, 'utf8')).toBe('hf:a/b');
		expect(said).toEqual(['downloading hf:a/b, 5 of 10 MB']);
	});

	it('leaves nothing behind that keeps the process alive when the download goes on trying', async () => {
		await installRuntime('() => new Promise(() => void setInterval(() => {}, 1000))');
		const module = pathToFileURL(join(__dirname, '../../../scripts/embedded-model/fetchFromHub.mts')).href;
		const options = JSON.stringify({ runtimeFolder: folder, patienceMs: 1 });
		const script = `
			import { fetchFromHub } from ${JSON.stringify(module)};
			console.log(await fetchFromHub('hf:a/b', ${JSON.stringify(join(folder, 'target'))}, ${options}));
			setTimeout(() => process.exit(3), 10_000).unref();`;
		const { code, said } = await new Promise<{ code: unknown; said: string }>((resolve) => {
			execFile(process.execPath, ['--input-type=module', '--eval', script], (error, stdout) =>
				resolve({ code: error?.code ?? 0, said: stdout }),
			);
		});
		expect({ code, said }).toEqual({ code: 0, said: 'false\n' });
	});

	it('passes on that the user stopped it', async () => {
		await installRuntime('() => new Promise(() => {})');
		const stop = new AbortController();
		const fetching = fetchFromHub('hf:a/b', join(folder, 'target'), { runtimeFolder: folder, signal: stop.signal });
		stop.abort(new Error('stopped'));
		await expect(fetching).rejects.toThrow('stopped');
	});
});
