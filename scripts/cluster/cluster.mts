import { readFile, rm, writeFile } from 'node:fs/promises';
import { readPort } from '../start/readPort.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { startCluster, type RunningCluster } from './startCluster.mts';

const usage =
	'Say `npm run cluster -- http://gpu-a:8000/v1 http://gpu-b:8000/v1`, with a model server or several, or `npm run cluster -- stop`.';
const noteFile = () => cacheFolder('cluster-running.json');

/** n8n's queue mode on this machine, until Ctrl-C or `stop` from another terminal. */
await runScript(async () => {
	const words = process.argv.slice(2);
	if (words[0] === 'stop') return await stopRunning();
	const servers = words.map(readServer);
	if (servers.length === 0) throw new SetupError('No model server was named.', usage);
	if ((await readRunning()) !== undefined)
		throw new SetupError('A cluster runs on this machine already.', 'End it first: npm run cluster -- stop');
	await run(servers);
});

function readServer(word: string): string {
	const address = URL.parse(word);
	if (address !== null && /^https?:$/.test(address.protocol)) return word;
	throw new SetupError(`${word} is no address of a model server.`, usage);
}

async function run(servers: readonly string[]): Promise<void> {
	const stopping = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stopping.abort());
	const folder = cacheFolder('cluster');
	await rm(folder, { recursive: true, force: true });
	const port = readPort(process.env['N8N_PORT']);
	const cluster = await step('starting the cluster', async (onStep) => await startCluster({ folder, servers, port, onStep }));
	try {
		await writeFile(noteFile(), JSON.stringify({ pid: process.pid }));
		console.log(describe(cluster, servers, folder));
		if (!stopping.signal.aborted) await new Promise((resolve) => stopping.signal.addEventListener('abort', resolve, { once: true }));
	} finally {
		await step('stopping the cluster', async () => await cluster.stop());
		await rm(noteFile(), { force: true });
	}
}

const describe = ({ n8n, baseUrl, redisPort, lilith, workers }: RunningCluster, servers: readonly string[], folder: string): string => `
n8n              ${n8n.address}
log in with      ${n8n.owner.email}
password         ${n8n.owner.password}
workers          ${workers.length}, ten executions at once each
models           ${baseUrl}${servers.length > 1 ? `, HAProxy before ${servers.join(', ')}` : ''}
Redis            127.0.0.1:${redisPort}
Postgres         127.0.0.1:${lilith.port}, memories and decisions in ${lilith.database}
logs             ${folder}

Ask it:
  curl ${n8n.address}/webhook/memory-gateway -H 'content-type: application/json' \\
    -d '{"question":"Our printer is called Bruno and stands in room 12. What is it called?"}'

Ctrl-C stops it, and nothing is kept.`;

async function stopRunning(): Promise<void> {
	const pid = await readRunning();
	if (pid === undefined) return console.log('No cluster runs on this machine.');
	process.kill(pid, 'SIGTERM');
	console.log('The cluster is stopping; its own terminal says when it is gone.');
}

/** Undefined where it is gone, and its number may be somebody else's. */
async function readRunning(): Promise<number | undefined> {
	const note = await readFile(noteFile(), 'utf8').catch(() => undefined);
	if (note === undefined) return undefined;
	const { pid } = JSON.parse(note) as { readonly pid: number };
	const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
	return command.includes('cluster.mts') ? pid : undefined;
}
