import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm, symlink } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startN8n, type RunningN8n } from '../../scripts/real-n8n/startN8n.mts';
import { machinePace } from '../../scripts/shared/machinePace.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { hostileAnswers, hostilePages, type HostileKind } from '../../scripts/soak/hostileTexts.mts';
import { openInspector, type Inspector } from '../../scripts/soak/openInspector.mts';
import { MOST_MS, watchHealth, type HealthWatch } from '../../scripts/soak/watchHealth.mts';
import { call as toolCall, toolOutputsIn } from '../support/toolOf';
import { startVllmDouble, type ChatBody, type VllmDouble } from '../support/vllmDouble/index.ts';
import { hostileWorkflows } from './hostileWorkflows.ts';

const CHARACTERS = 100_000;
/** n8n's own HTTP Request Tool guesses the encoding of what it gets; for 100,000 fractions that alone keeps n8n busy for 0.3 s. */
const TOOL_CHARACTERS = 20_000;
const TRIES = 6;
const paths = ['page', 'tool', 'text', 'number', 'field', 'pattern', 'code'].map((kind) => `hostile-${kind}`);

interface Worst {
	/** How long `/healthz` took. */
	readonly healthMs: number;
	/** How long n8n's main thread worked on one thing. */
	readonly stretchMs: number;
}

const isLonger = (worst: Worst, most: Worst): boolean => worst.healthMs > most.healthMs || worst.stretchMs > most.stretchMs;

describe('a real n8n with hostile clones and callers', () => {
	let folder: string;
	let n8n: RunningN8n;
	let double: VllmDouble;
	let watch: HealthWatch;
	let inspector: Inspector;
	/** The kind of text that everybody writes now; harmless where there is none. */
	let kind: number | undefined;
	let pages: Server;
	const answered = new Map<string, number>();
	let served = 0;
	let lookedUp = 0;

	const harmless = 'The tower was built in 1889 and is 330 m tall. '.repeat(CHARACTERS / 47);

	const textOf = (kinds: readonly HostileKind[], characters = CHARACTERS) =>
		kind === undefined ? harmless.slice(0, characters) : (kinds[kind % kinds.length]?.write(characters) ?? '');

	/** A page of hostile text for each that is asked for; what a tool looks up is text as the worst models write it. */
	async function servePages(): Promise<string> {
		pages = createServer((request, response) => {
			if (request.url?.startsWith('/raw')) {
				lookedUp++;
				response.writeHead(200, { 'content-type': 'text/plain' }).end(textOf(hostileAnswers, TOOL_CHARACTERS));
				return;
			}
			served++;
			response.writeHead(200, { 'content-type': 'text/html' }).end(`<html><body>${textOf(hostilePages)}</body></html>`);
		});
		await new Promise<void>((resolve) => pages.listen(0, '127.0.0.1', resolve));
		return `127.0.0.1:${(pages.address() as AddressInfo).port}`;
	}

	/** One clone of each run stays harmless: where all write calls of tools instead of answers, the run fails. */
	function isFirstOfItsRun(body: ChatBody): boolean {
		const path = paths.find((each) => JSON.stringify(body.messages).includes(`for ${each}`)) ?? '';
		const before = answered.get(path) ?? 0;
		answered.set(path, before + 1);
		return before === 0;
	}

	const mayUse = (body: ChatBody, tool: string) => JSON.stringify(body.tools ?? []).includes(tool) && toolOutputsIn(body).length === 0;

	beforeAll(async () => {
		const host = await servePages();
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-e2e-'));
		double = await startVllmDouble({
			maxModelLen: 10_000_000,
			answerAfterMs: 1,
			answer: (body, index) => {
				if (mayUse(body, 'Look_up')) return { toolCalls: [toolCall('Look_up', { q: String(index) })] };
				if (mayUse(body, 'Open_page')) return { toolCalls: [toolCall('Open_page', { url: `http://${host}/${index}` })] };
				return isFirstOfItsRun(body) ? harmless : textOf(hostileAnswers);
			},
		});
		const inspectPort = await freePort();
		n8n = await startN8n({
			folder,
			workflows: hostileWorkflows(host),
			credentials: [{ name: 'vLLM account', type: 'vllmApi', data: { url: double.baseUrl, apiKey: '' } }],
			env: { NODE_OPTIONS: `--inspect-port=127.0.0.1:${inspectPort}` },
		});
		inspector = await openInspector(n8n.pid, inspectPort);
		watch = await watchHealth(n8n.address);
	});

	afterAll(async () => {
		inspector?.close();
		await watch?.stop();
		await n8n?.stop();
		await double?.close();
		pages?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	const call = async (path: string, body: object) => {
		const response = await fetch(`${n8n.address}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});
		return { status: response.status, text: await response.text() };
	};

	/** Every workflow with one kind of text, two calls at once; a caller's tests are hostile as well. */
	async function callAll(asked: number | undefined): Promise<Worst> {
		kind = asked;
		const tests = kind === undefined ? 'assert.equal(f(1), 1)' : textOf(hostileAnswers);
		watch.read();
		await inspector.longestStretchMs();
		for (const pair of [paths.slice(0, 2), paths.slice(2, 4), paths.slice(4, 6), paths.slice(6)])
			await Promise.all(
				pair.map(async (path) => {
					answered.delete(path);
					const { status, text } = await call(path, { task: `Write f(n) for ${path}.`, tests });
					expect(status, `${path}: ${text.slice(0, 300)}`).toBe(200);
				}),
			);
		return { healthMs: watch.read().worstMs, stretchMs: await inspector.longestStretchMs() };
	}

	/** What n8n itself takes for texts of that length is in both, and so is what the machine does besides; a slower machine takes longer for all. */
	async function allowed(): Promise<Worst> {
		const calm = [await callAll(undefined), await callAll(undefined)];
		const most = (read: (worst: Worst) => number) => Math.max(MOST_MS * machinePace(), 1.5 * Math.max(...calm.map(read)));
		return { healthMs: most(({ healthMs }) => healthMs), stretchMs: most(({ stretchMs }) => stretchMs) };
	}

	it('answers /healthz within 200 ms whatever the clones, the pages that they open, the tools that they use and callers write', async () => {
		// The first calls compile what later ones find ready.
		await callAll(undefined);
		let most = await allowed();
		const late: string[] = [];
		for (const [number, { name }] of hostileAnswers.entries()) {
			let worst = await callAll(number);
			// A text that takes long takes long each time; what the machine does besides does not.
			for (let tries = 1; tries < TRIES && isLonger(worst, most); tries++) {
				most = await allowed();
				worst = await callAll(number);
			}
			if (isLonger(worst, most)) late.push(`${name}: ${JSON.stringify({ worst, most })}`);
		}
		expect(served).toBeGreaterThan(hostileAnswers.length);
		expect(lookedUp).toBeGreaterThan(hostileAnswers.length);
		expect(late).toEqual([]);
	}, 900_000);

	it('refuses a file that is not for memories, makes nothing, and goes on', async () => {
		const outside = await mkdtemp(join(tmpdir(), 'shadow-clones-outside-'));
		await mkdir(join(outside, 'folder.sqlite'));
		const database = join(folder, '.n8n', 'database.sqlite');
		await symlink(database, join(outside, 'link.sqlite'));
		const before = await readdir(outside, { recursive: true });
		const files = [
			database,
			`${database}-wal`,
			join(outside, 'link.sqlite'),
			join(outside, 'new', 'a.sqlite'),
			join(outside, 'folder.sqlite'),
		];
		for (const file of files) {
			const { text } = await call('hostile-file', { file });
			expect(text).toMatch(/not a memory file|cannot be opened|folder is not there/);
		}
		expect(await readdir(outside, { recursive: true })).toEqual(before);
		expect(existsSync(database)).toBe(true);
		// n8n's own database still takes what is written: each call is an execution in it.
		expect((await call('hostile-text', { task: 'x' })).status).toBe(200);
		const ready = await fetch(`${n8n.address}/healthz/readiness`);
		expect(ready.status).toBe(200);
		expect(await n8n.readLog()).not.toMatch(/SQLITE_(?:CORRUPT|NOTADB|READONLY|IOERR)/);
		await rm(outside, { recursive: true });
	});
});
