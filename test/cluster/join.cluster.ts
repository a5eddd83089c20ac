import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ownAddress } from '../../scripts/ray/ownAddress.mts';
import { ensureN8n } from '../../scripts/real-n8n/ensureN8n.mts';
import { packPackage } from '../../scripts/real-n8n/packPackage.mts';
import { cacheFolder } from '../../scripts/shared/cacheFolder.mts';
import { freePort } from '../../scripts/shared/freePort.mts';
import { isRunning, type ProcessIdentity } from '../../scripts/shared/processIdentity.mts';
import { runCommand } from '../../scripts/shared/runCommand.mts';
import { startService, takesConnections, type RunningService } from '../../scripts/shared/startService.mts';
import { isHealthy, waitUntil } from '../../scripts/shared/waitUntil.mts';
import { askMagi } from '../e2e/magi.ts';
import { startVllmDouble, type VllmDouble } from '../support/vllmDouble/index.ts';

const script = join(__dirname, '../../scripts/cluster/cluster.mts');
const answer = () => JSON.stringify({ reason: 'So it is.', decision: 'yes' });

interface Noted {
	readonly processes: ReadonlyArray<ProcessIdentity & { readonly name: string }>;
	readonly folders: readonly string[];
}

describe('npm run cluster from the terminal, with a third worker that joins', () => {
	let folder: string;
	let double: VllmDouble;
	/** Of somebody else on the machine. */
	let redis: RunningService;
	let redisPort: number;
	let env: NodeJS.ProcessEnv;
	const said = new Map<ChildProcess, string>();
	const address = ownAddress();

	beforeAll(async () => {
		folder = await mkdtemp(join(tmpdir(), 'shadow-clones-join-'));
		await ensureN8n();
		await packPackage();
		// A cache of its own, with what is large in it from the other one.
		const own = join(folder, 'n8n-nodes-shadow-clones');
		mkdirSync(own);
		for (const name of readdirSync(cacheFolder()).filter((each) => /^(n8n-|packed$|dependencies$)/.test(each)))
			symlinkSync(cacheFolder(name), join(own, name));
		env = { ...process.env, XDG_CACHE_HOME: folder, N8N_PORT: String(await freePort()) };
		double = await startVllmDouble({ answer });
		redisPort = await freePort();
		redis = await startService({
			...{ name: 'Redis', command: 'redis-server', args: ['--port', String(redisPort), '--save', ''], logFile: join(folder, 'other.log') },
			isReady: async () => await takesConnections(redisPort),
		});
	});

	afterAll(async () => {
		for (const child of said.keys()) child.kill('SIGKILL');
		if (env) await runCommand(process.execPath, [script, 'stop'], { env }).catch(() => {});
		await redis?.stop();
		await double?.close();
		if (folder) await rm(folder, { recursive: true, force: true });
	});

	async function start(words: readonly string[], until: string): Promise<ChildProcess> {
		const child = spawn(process.execPath, [script, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
		said.set(child, '');
		for (const stream of [child.stdout, child.stderr])
			stream.on('data', (text: Buffer) => said.set(child, `${said.get(child)}${String(text)}`));
		const isReady = () => Promise.resolve(said.get(child)!.includes(until));
		await waitUntil(words.join(' '), isReady, { timeoutMs: 300_000, child, tail: () => said.get(child)! });
		return child;
	}

	const own = (...parts: readonly string[]) => join(folder, 'n8n-nodes-shadow-clones', ...parts);
	const noted = (): readonly Noted[] =>
		readdirSync(own('cluster-running')).map((name) => JSON.parse(readFileSync(own('cluster-running', name), 'utf8')) as Noted);

	it('starts, has a worker join by the address of the machine, and shows no secret to anybody', async () => {
		const shared = address === '127.0.0.1' ? [] : ['--address', address];
		await start([...shared, double.baseUrl], 'Ctrl-C stops it');
		const worker = await start(['join', address], 'Ctrl-C stops it');
		expect(said.get(worker)).toContain(`has joined the cluster on ${address}`);
		const key = JSON.parse(readFileSync(own('cluster-key.json'), 'utf8')) as {
			readonly encryptionKey: string;
			readonly redis: { readonly password: string };
			readonly postgres: { readonly password: string };
		};
		const shown = [...said.values(), await runCommand('ps', ['-eo', 'args'])].join('\n');
		expect(shown).toContain('redis-server');
		const logs = readdirSync(own('cluster'), { recursive: true, withFileTypes: true }).filter(({ name }) => name.endsWith('.log'));
		const written = logs.map(({ parentPath, name }) => readFileSync(join(parentPath, name), 'utf8')).join('\n');
		expect(written).toContain('n8n');
		for (const secret of [key.encryptionKey, key.redis.password, key.postgres.password])
			for (const text of [shown, written]) expect(text.includes(secret)).toBe(false);
	});

	it('runs workflows in the worker that joined', async () => {
		const questions = Array.from({ length: 60 }, (_, index) => `Is ${index} a number?`);
		const webhook = `http://127.0.0.1:${env['N8N_PORT']}/webhook/magi`;
		const answers = await Promise.all(questions.map(async (question) => await askMagi(webhook, { question, choices: ['yes', 'no'] })));
		for (const { decision, learned } of answers) expect({ decision, learned }).toEqual({ decision: 'yes', learned: false });
		const [joined = ''] = readdirSync(own('cluster-workers'));
		expect(readFileSync(own('cluster-workers', joined, 'n8n.log'), 'utf8')).toContain('Worker finished execution');
	});

	it('is ended by stop though its terminals were killed, and nothing else is', async () => {
		const all = noted();
		const processes = all.flatMap(({ processes: each }) => each);
		expect(processes.map(({ name }) => name).sort()).toEqual(
			['A worker of n8n', 'A worker of n8n', 'A worker of n8n', 'HAProxy', 'Postgres', 'Redis', 'n8n'].filter(
				(name) => name !== 'HAProxy' || address !== '127.0.0.1',
			),
		);
		for (const child of said.keys()) child.kill('SIGKILL');
		expect(await isHealthy(`http://127.0.0.1:${env['N8N_PORT']}/healthz`, 20_000)).toBe(true);
		expect(await runCommand(process.execPath, [script, 'stop'], { env })).toContain('Gone: the cluster and 1 joined worker.');
		expect(processes.filter(isRunning)).toEqual([]);
		expect(all.flatMap(({ folders }) => folders).filter(existsSync)).toEqual([]);
		expect(existsSync(own('cluster-key.json'))).toBe(false);
		expect(await takesConnections(redisPort)).toBe(true);
		expect(await runCommand(process.execPath, [script, 'stop'], { env })).toContain('No cluster runs on this machine');
	});
});
