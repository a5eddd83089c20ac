import { rm } from 'node:fs/promises';
import { networkInterfaces } from 'node:os';
import { parseArgs } from 'node:util';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { isPortFree } from '../shared/freePort.mts';
import { SetupError, runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { readPort } from '../start/readPort.mts';
import { keyFile, writeKey } from './clusterKey.mts';
import { commonPath } from './commonPath.mts';
import { describeCluster } from './describeCluster.mts';
import { joinCluster } from './joinCluster.mts';
import { startCluster } from './startCluster.mts';
import { needsHaproxy } from './needsHaproxy.mts';
import { endStarted, listStarted, noteStarts, type StartedHere } from './startedHere.mts';

const usage = `Say one of these:
  npm run cluster -- [--address ADDRESS] http://gpu-a:8000/v1 http://gpu-b:8000/v1
                                               n8n's queue mode here, before a model server or several; with --address, an IPv4
                                               address of this machine, workers on others can join
  npm run cluster -- join HOST [--key FILE]    one more worker, here or on another machine; HOST is the first one
  npm run cluster -- stop                      end what was started on this machine`;

const flags = { address: { type: 'string' }, key: { type: 'string' } } as const;

/** n8n's queue mode, or one worker of it, until Ctrl-C or `stop` from another terminal. */
await runScript(async () => {
	const { values, positionals } = readArguments();
	const [first, ...others] = positionals;
	if (first === 'stop' || first === 'join') refuseMore(others.slice(first === 'join' ? 1 : 0));
	if (first === 'stop') return await stopHere();
	if (first === 'join') return await untilStopped('worker', async (started) => await runWorker(others[0], values.key, started));
	const servers = positionals.map(readServer);
	if (servers.length === 0) throw new SetupError('No model server was named.', usage);
	if (listStarted().includes('cluster'))
		throw new SetupError('A cluster runs on this machine already.', 'End it first: npm run cluster -- stop');
	const address = readAddress(values.address);
	if (needsHaproxy(servers, address)) commonPath(servers);
	const port = readPort(process.env['N8N_PORT']);
	if (!(await isPortFree(port)))
		throw new SetupError(
			`Port ${port} on this machine is taken, and n8n needs one.`,
			`Stop what listens there, or choose another port: N8N_PORT=${port + 10} npm run cluster -- ${[...(address === undefined ? [] : ['--address', address]), ...positionals].join(' ')}`,
		);
	await untilStopped('cluster', async (started) => await runCluster({ servers, address, port }, started));
});

function readArguments() {
	try {
		return parseArgs({ options: flags, allowPositionals: true });
	} catch (error) {
		throw new SetupError((error as Error).message, usage);
	}
}

function refuseMore([word]: readonly string[]): void {
	if (word !== undefined) throw new SetupError(`${word} is one word too many.`, usage);
}

function readServer(word: string): string {
	const address = URL.parse(word);
	if (address !== null && address.username + address.password !== '')
		throw new SetupError(
			'The address of a model server holds a user name or password.',
			'Take them out of it; a key goes into VLLM_API_KEY.',
		);
	if (address !== null && /^https?:$/.test(address.protocol)) return word;
	throw new SetupError(`${word} is no address of a model server.`, usage);
}

function readAddress(word: string | undefined): string | undefined {
	const own = Object.values(networkInterfaces()).flatMap((each) => each ?? []);
	const addresses = own.filter(({ family, internal }) => family === 'IPv4' && !internal).map(({ address }) => address);
	if (word === undefined || addresses.includes(word)) return word;
	throw new SetupError(
		`${word} is no IPv4 address of this machine.`,
		addresses.length === 0 ? 'It has none that others could reach.' : `It has ${addresses.join(', ')}.`,
	);
}

interface Running {
	/** Resolves when it ends by itself. */
	readonly ended: Promise<void>;
	stop(): Promise<void>;
}

/** What was started is noted from its first process on, and the note goes when all of it has ended. */
async function untilStopped(what: 'cluster' | 'worker', start: (started: StartedHere) => Promise<Running>): Promise<void> {
	const asked = new Promise<void>((resolve) => {
		for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve());
	});
	const started = noteStarts(what);
	try {
		const running = await start(started);
		await Promise.race([asked, running.ended]);
		await step(`stopping the ${what}`, async () => await running.stop());
	} finally {
		started.forget();
	}
}

interface Asked {
	readonly servers: readonly string[];
	readonly address: string | undefined;
	readonly port: number;
}

async function runCluster({ servers, address, port }: Asked, started: StartedHere): Promise<Running> {
	const folder = cacheFolder('cluster');
	await rm(folder, { recursive: true, force: true });
	const options = { folder, servers, port, started, ...(address !== undefined && { address }) };
	const cluster = await step('starting the cluster', async (onStep) => await startCluster({ ...options, onStep }));
	await writeKey(cluster.key);
	console.log(describeCluster(cluster, { servers, folder, address }));
	const stop = async () => {
		await cluster.stop();
		await rm(keyFile(), { force: true });
	};
	const ended = cluster.n8n.ended.then(() => console.log(`\nn8n has ended; its log is ${cluster.n8n.logFile}.`));
	return { ended, stop };
}

async function runWorker(host: string | undefined, file: string | undefined, started: StartedHere): Promise<Running> {
	if (host === undefined)
		throw new SetupError('On which machine does the cluster run?', 'Say for example: npm run cluster -- join melchior');
	const options = { host, keyFile: file ?? keyFile(), started };
	const worker = await step('joining the cluster', async (onStep) => await joinCluster({ ...options, onStep }));
	console.log(
		`\nA worker, ten executions at once, has joined the cluster on ${host}.\nlog              ${worker.folder}/n8n.log\n\nCtrl-C stops it.`,
	);
	let isAsked = false;
	const stop = async () => {
		isAsked = true;
		await worker.stop();
		await rm(worker.folder, { recursive: true, force: true });
	};
	const ended = worker.ended.then(() => {
		if (!isAsked) console.log(`\nThe worker ended by itself, as it does when the cluster on ${host} is gone.`);
	});
	return { ended, stop };
}

async function stopHere(): Promise<void> {
	const ended = await step('stopping what was started here', async () => await endStarted());
	if (ended.includes('cluster')) await rm(keyFile(), { force: true });
	const count = ended.filter((what) => what === 'worker').length;
	const parts = [
		...(ended.includes('cluster') ? ['the cluster'] : []),
		...(count > 0 ? [`${count} joined worker${count > 1 ? 's' : ''}`] : []),
	];
	console.log(parts.length === 0 ? 'No cluster runs on this machine, and no worker of one.' : `Gone: ${parts.join(' and ')}.`);
}
