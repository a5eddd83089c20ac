import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkRay } from '../../scripts/ray/checkRay.mts';
import { ensureRay } from '../../scripts/ray/ensureRay.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { runCommand } from '../../scripts/shared/runCommand.mts';
import { startStandIn, type StandInRay } from './startStandIn.ts';
import { waitUntil } from '../../scripts/shared/waitUntil.mts';
import { createEndpoint } from '../../nodes/engine/endpoint';
import type { FanOutResult } from '../../nodes/engine/fanout/fanOut';
import { fanOutOn } from '../support/fanOutOn';

const clones = 64;
const script = join(__dirname, '../../scripts/ray/ray.mts');

describe('a real Ray Serve on two nodes, with models without weights', () => {
	let folder: string;
	let ray: StandInRay;

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'scray-'));
		ray = await startStandIn(folder);
	});

	afterAll(async () => {
		await ray?.stop();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	/** What the app noted, as `event request model pid`. */
	const readNotes = async () =>
		(await readFile(ray.log, 'utf8').catch(() => ''))
			.split('\n')
			.filter(Boolean)
			.map((line) => line.split(' '))
			.map(([event = '', request = '', model = '', pid = '']) => ({ event, request, model, pid: Number(pid) }));
	const notesOf = async (event: string) => (await readNotes()).filter((note) => note.event === event);
	const until = async (what: string, isSo: () => Promise<boolean>) => await waitUntil(what, isSo, { timeoutMs: 120_000, everyMs: 50 });
	const isAlive = ({ pid }: { readonly pid: number }) => {
		try {
			return process.kill(pid, 0);
		} catch {
			return false;
		}
	};

	/** Shares no retries with anybody: what comes through moved at nobody's cost. */
	const run = (signal?: AbortSignal): Promise<FanOutResult> => {
		const endpoint = () => createEndpoint({ baseUrl: ray.baseUrl, backoff: { firstMs: 50, longestMs: 50 } });
		const changes = { clones, retries: 2, cloneTimeoutMs: 120_000 };
		return fanOutOn({ baseUrl: ray.baseUrl, model: 'large', endpoint }, changes, signal, undefined, [], {
			retryBudget: { take: () => false },
		});
	};

	async function runThrough(kill: () => Promise<void> | void): Promise<FanOutResult> {
		const before = (await notesOf('begun')).length;
		const running = run();
		await until('all clones at work', async () => (await notesOf('begun')).length >= before + clones);
		await kill();
		return await running;
	}

	it('answers for both models, and the check says so', async () => {
		const answers = await checkRay(ray.baseUrl, ['large', 'small']);
		expect(answers).toMatchObject([
			{ model: 'large', text: expect.stringContaining('word0') as string },
			{ model: 'small', text: expect.stringContaining('word0') as string },
		]);
		await expect(checkRay(ray.baseUrl, ['medium'])).rejects.toThrow(/lists large, small/);
	});

	it('stops on every node, the moment that the run is stopped', async () => {
		const stopping = new AbortController();
		const before = { begun: (await notesOf('begun')).length, stopped: (await notesOf('stopped')).length };
		const running = run(stopping.signal).catch(() => undefined);
		await until('all clones at work', async () => (await notesOf('begun')).length >= before.begun + clones);
		const pids = new Set((await notesOf('begun')).slice(before.begun).map(({ pid }) => pid));
		stopping.abort();
		await running;
		await until('the end of all', async () => (await notesOf('stopped')).length >= before.stopped + clones);
		expect(pids.size).toBe(2);
	});

	it('is started, asked and stopped from the terminal, and stops no other Ray on the machine', async () => {
		const env = { ...process.env, XDG_CACHE_HOME: folder, RAY_PYTHON: await ensureRay('serve') };
		const ports = ['--stand-in', `--port=${await freePort()}`, `--ray-port=${await freePort()}`];
		const say = async (...words: readonly string[]) => await runCommand(process.execPath, [script, ...words, ...ports], { env });
		expect(await say('head', 'heavy', 'light')).toContain('npm run ray -- join');
		await expect(say('head', 'heavy', 'light')).rejects.toThrow(/runs on this machine already/);
		// The light one waits for its machine; the heavy one is here.
		const address = `http://127.0.0.1:${ports[1]?.split('=')[1]}/v1`;
		expect(await checkRay(address, ['heavy'])).toMatchObject([{ model: 'heavy' }]);
		await say('stop');
		await expect(checkRay(address)).rejects.toThrow(/No models are served/);
		expect(await checkRay(ray.baseUrl, ['large'])).toHaveLength(1);
		expect(await say('stop')).toContain('No Ray');
	});

	it('loses none of 64 clones when a replica of the model is killed', async () => {
		const { receipt } = await runThrough(async () => {
			const [replica] = (await notesOf('begun')).slice(-1);
			process.kill(replica!.pid, 'SIGKILL');
		});
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
	});

	it('loses none of 64 clones when one of the ways in is killed', async () => {
		const { receipt } = await runThrough(async () => {
			const ways = (await notesOf('ingress')).filter(isAlive);
			expect(ways).toHaveLength(2);
			process.kill(ways[0]!.pid, 'SIGKILL');
		});
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
	});

	it('loses none of 64 clones when a node is killed', async () => {
		await until(
			'both replicas',
			async () => (await notesOf('model')).filter(({ model }) => model === 'large').filter(isAlive).length === 2,
		);
		const { receipt } = await runThrough(() => ray.killSecondNode());
		expect(receipt).toMatchObject({ asked: clones, answered: clones, missing: [] });
	});
});
