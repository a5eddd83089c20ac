import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cacheFolder } from '../../scripts/shared/cacheFolder.mts';
import { freePort } from '../../scripts/shared/freePort.mts';

/** What `npm start` runs once everything is installed: a test must never install. */
const script = join(__dirname, '../../scripts/start/start.mts');

/** The one that users get; SHADOW_CLONES_MODEL=small takes the smallest that can do the work. */
const model = process.env['SHADOW_CLONES_MODEL'] ?? 'medium';

describe(`npm start -- --once with the ${model} model`, () => {
	let cache: string;
	let said: string;
	let code: number | null;

	beforeAll(async () => {
		cache = await mkdtemp(join(tmpdir(), 'shadow-clones-start-'));
		await shareCache(cache);
		({ said, code } = await start({ XDG_CACHE_HOME: cache, N8N_PORT: String(await freePort()), SHADOW_CLONES_MODEL: model }));
		// For the tables of docs/measured.md.
		console.log((said.match(/^(?:✓|Receipt:|Picked|The one answer| {9}\d+ tokens read).*$/gm) ?? []).join('\n'));
	});

	afterAll(async () => {
		if (cache) await rm(cache, { recursive: true, force: true });
	});

	it('ends well, after answers of all three templates', () => {
		expect(code, said.slice(-3000)).toBe(0);
		expect(said.match(/^Receipt: /gm)).toHaveLength(7);
		expect(said).toContain('The report:');
	});

	it("says at once what answers, and how to name a server of one's own", () => {
		const before = said.slice(0, said.indexOf('n8n runs at'));
		expect(before).toMatch(/Qwen2\.5-Coder-\d\.5B-Instruct \([\d,]+ MB\) answers/);
		expect(before).toContain('VLLM_BASE_URL=');
	});

	it('takes from the cache only what it said before in this start', () => {
		expect(said).toMatch(/[01] of 3 questions were answered from the cache/);
	});

	// What the half-sized model makes of it is chance.
	describe.runIf(model === 'medium')('and that model', () => {
		it('picks among variations, with tests and without', () => {
			expect(said).toContain('3 of 3 tasks have a variation that was picked');
			expect(said).toMatch(/Picked clone \d \([^)]+\), without tests/);
		});

		it('researches with a call of every clone, and cites', () => {
			const research = said.slice(said.indexOf('── How high is Blackpool Tower'));
			expect(research).not.toContain('none used');
			expect(research).not.toMatch(/0 of \d+ answered/);
			expect(research).toMatch(/\n {4}Sources\n {4}\[1\] “/);
			expect(research).toMatch(/Written sentence by sentence from \d+ findings?|so the \d+ findings themselves are listed/);
		});

		it('answers what it was told, from the cache and from memory', () => {
			expect(said).toContain('1 of 3 questions were answered from the cache, 1 with something from memory.');
			expect(said).toMatch(/The one answer:\n.*12/);
		});
	});

	it('never claims that five clones were more than five times as fast', () => {
		expect(said).not.toMatch(/times as fast/);
	});
});

/** All that was downloaded, but not the n8n of whoever starts it on this machine. */
async function shareCache(folder: string): Promise<void> {
	const shared = join(folder, 'n8n-nodes-shadow-clones');
	await mkdir(shared);
	for (const name of await readdir(cacheFolder()).catch(() => [])) {
		if (name !== 'start' && !name.endsWith('.lock')) await symlink(join(cacheFolder(), name), join(shared, name));
	}
	await mkdir(cacheFolder('weights'), { recursive: true });
	if (!(await readdir(shared)).includes('weights')) await symlink(cacheFolder('weights'), join(shared, 'weights'));
}

async function start(env: NodeJS.ProcessEnv): Promise<{ said: string; code: number | null }> {
	const { VLLM_BASE_URL: _, ...inherited } = process.env;
	const child = spawn(process.execPath, [script, '--once'], { env: { ...inherited, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
	let said = '';
	for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
	const [code] = (await once(child, 'close')) as [number | null];
	return { said, code };
}
