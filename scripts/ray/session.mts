import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { freePort, isPortFree } from '../shared/freePort.mts';
import { identifyProcess, isRunning, type ProcessIdentity } from '../shared/processIdentity.mts';
import { SetupError } from '../shared/setupError.mts';
import { takesConnections } from '../shared/startService.mts';
import { step } from '../shared/step.mts';
import { isHealthy, waitUntil } from '../shared/waitUntil.mts';
import { deployApp, type Deployment } from './deployApp.mts';
import { ensureRay } from './ensureRay.mts';
import { ownAddress } from './ownAddress.mts';
import { readHead } from './readPlace.mts';
import { endRayNode, startRayNode, type RayNodeOptions } from './startRayNode.mts';

export interface Setup {
	/** Where the models answer. */
	readonly port: number;
	/** Where machines join. */
	readonly rayPort: number;
	readonly standIn: boolean;
}

/** A machine has plenty of its resource: it says where a model runs, not how many fit. */
const plenty = 1000;
const noteFile = () => cacheFolder('ray-running.json');

/**
 * Starts Ray on this machine and has it serve a large model here and a small one on the machine that joins.
 *
 * @throws SetupError where a Ray of ours runs here already, or with Ray's last lines.
 */
export async function startHead(names: readonly string[], setup: Setup): Promise<void> {
	const [large = 'large', small = 'small'] = names;
	if (names.length < 2 && !setup.standIn)
		throw new SetupError('Which models are to be served?', 'Say for example: npm run ray -- head Qwen/Qwen3-32B Qwen/Qwen3-4B');
	if (large === small)
		throw new SetupError(`Both models are called ${large}.`, 'Name a large one, and a small one for the machine that joins.');
	await refuseSecond();
	for (const port of [setup.port, setup.rayPort]) await refuseTaken(port);
	const python = await install(setup);
	const clientPort = await freePort();
	const args = ['--include-dashboard=false', `--ray-client-server-port=${clientPort}`];
	await startNode({ python, port: setup.rayPort, resources: { large: plenty }, args });
	const address = `${ownAddress()}:${setup.rayPort}`;
	const served = { address, host: '0.0.0.0', port: setup.port, ...appOf(large, small, setup) };
	await step('asking Ray to serve both models', async () => await deployApp(python, served));
	await step(
		'waiting for the address to answer',
		async () =>
			await waitUntil('Ray Serve', async () => await isHealthy(`http://127.0.0.1:${setup.port}/v1/models`), { timeoutMs: 600_000 }),
	);
	console.log(`
${large} is loaded on this machine; ${small} waits for the machine that joins:
  npm run ray -- join ${hostname()}:${setup.rayPort}${setup.standIn ? ' --stand-in' : ''}
Then ask both:   npm run ray -- check
Base URL in n8n: http://${hostname()}:${setup.port}/v1
Anyone who reaches port ${setup.rayPort} can run programs here: keep it inside your own network.`);
}

function appOf(large: string, small: string, { standIn }: Setup): Pick<Deployment, 'models' | 'standIn'> {
	const placed = [
		{ name: large, resource: 'large' },
		{ name: small, resource: 'small' },
	];
	if (!standIn) return { models: placed };
	const models = Object.fromEntries(placed.map(({ name, resource }) => [name, { replicas: 1, resources: { [resource]: 0.001 } }]));
	return { standIn: { models } };
}

/**
 * Joins this machine to a head, so that the small model runs here.
 *
 * @throws SetupError where no Ray answers there, one of ours runs here already, or with Ray's last lines.
 */
export async function startJoined(head: string | undefined, setup: Setup): Promise<void> {
	if (head === undefined) throw new SetupError('Which machine is the head?', 'Say for example: npm run ray -- join melchior');
	const { host, port } = readHead(head, setup.rayPort);
	const address = `${host.includes(':') ? `[${host}]` : host}:${port}`;
	await refuseSecond();
	if (!(await takesConnections(port, host)))
		throw new SetupError(`No Ray answers at ${address}.`, 'Start it there with npm run ray -- head, and open that port to this machine.');
	await startNode({ python: await install(setup), head: address, resources: { small: plenty } });
	console.log(`\nThis machine has joined ${address}. End it with: npm run ray -- stop`);
}

/** Ends the Ray that was started here by these commands, and no other one on the machine. */
export async function stopOwn(): Promise<void> {
	const pid = await readRunning();
	if (pid === undefined) console.log('No Ray that was started by npm run ray runs on this machine.');
	else await step('stopping Ray', async () => await endRayNode(pid));
	await rm(noteFile(), { force: true });
}

const install = async ({ standIn }: Setup): Promise<string> =>
	await step('looking for Ray', async (onStep) => await ensureRay(standIn ? 'serve' : 'llm', { onStep }));

async function startNode(options: Omit<RayNodeOptions, 'logFile' | 'keep'>): Promise<void> {
	await mkdir(cacheFolder(), { recursive: true });
	const logFile = cacheFolder('ray-node.log');
	const { pid } = await step('starting Ray', async () => await startRayNode({ ...options, logFile, keep: true }));
	const identity = identifyProcess(pid);
	if (identity !== undefined) await writeFile(noteFile(), JSON.stringify(identity));
}

async function refuseSecond(): Promise<void> {
	if ((await readRunning()) === undefined) return;
	throw new SetupError('A Ray that was started by npm run ray runs on this machine already.', 'End it first: npm run ray -- stop');
}

async function refuseTaken(port: number): Promise<void> {
	if (await isPortFree(port, '0.0.0.0')) return;
	throw new SetupError(`Port ${port} on this machine is taken.`, 'Choose others with --port and --ray-port.');
}

/** The group that was started here; undefined where it is gone, and its number may be somebody else's. */
async function readRunning(): Promise<number | undefined> {
	try {
		const started = JSON.parse(await readFile(noteFile(), 'utf8')) as ProcessIdentity;
		return isRunning(started) ? started.pid : undefined;
	} catch {
		// No note, or half of one.
		return undefined;
	}
}
