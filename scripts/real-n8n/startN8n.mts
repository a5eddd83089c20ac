import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, open, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { endGroup, signalProcess } from '../shared/endGroup.mts';
import { exitOnSignals } from '../shared/exitOnSignals.mts';
import { freePort, isPortFree } from '../shared/freePort.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnSpawn } from '../shared/startService.mts';
import type { OnStep } from '../shared/step.mts';
import { isHealthy, waitUntil } from '../shared/waitUntil.mts';
import { ensureN8n } from './ensureN8n.mts';
import { fillN8n } from './fillN8n.mts';
import { n8nEnvironment } from './n8nEnvironment.mts';
import { ensureOwner } from './owner.mts';
import type { Owner } from './owner.mts';
import { packPackage, type PackedPackage } from './packPackage.mts';
import { runsLatestVersions } from './publishedVersions.mts';
import { idOf, identify, readWorkflow, webhooksOf } from './workflow.mts';
import type { IdentifiedWorkflow, N8nCredential, Webhook, Workflow } from './workflow.mts';

export interface StartN8nOptions {
	/** n8n's user folder: database, login, log and packages are kept there for the next start. */
	readonly folder: string;
	/** A free one when left out. */
	readonly port?: number;
	readonly credentials?: readonly N8nCredential[];
	/** Template files or workflows; each is imported under an id made from its name, and published. */
	readonly workflows?: readonly (string | Workflow)[];
	/** Names of workflows that are imported but stay unpublished. */
	readonly unpublished?: readonly string[];
	/** False for an n8n without our nodes. */
	readonly withPackage?: boolean;
	/** Placed beside ours: nodes that only a measurement needs. */
	readonly furtherPackages?: readonly PackedPackage[];
	readonly env?: NodeJS.ProcessEnv;
	/** Told at once, long before n8n is ready. */
	readonly onSpawn?: OnSpawn;
	readonly onStep?: OnStep;
	readonly signal?: AbortSignal;
}

export interface RunningN8n {
	readonly address: string;
	readonly owner: Owner;
	readonly pid: number;
	readonly logFile: string;
	/** Names of the workflows that a user has edited or deleted; they were left alone and may answer differently or not at all. */
	readonly edited: readonly string[];
	/** What n8n wrote since this start. */
	readLog(): Promise<string>;
	/** Resolves when n8n ends, no matter who ended it. */
	readonly ended: Promise<void>;
	/** Ends n8n and everything it started; resolves when the process is gone. */
	stop(): Promise<void>;
}

/**
 * Starts a real n8n on loopback with our package, credentials and published workflows in place.
 *
 * Resolves when the webhooks of all published workflows are registered and run their newest version, which is later than n8n calls itself ready.
 *
 * @throws SetupError when the port is taken, or with n8n's last lines.
 */
export async function startN8n(options: StartN8nOptions): Promise<RunningN8n> {
	const { folder, onStep } = options;
	const port = await choosePort(options.port);
	const n8n = await ensureN8n({ ...(onStep && { onStep }), ...(options.signal && { signal: options.signal }) });
	const own = options.withPackage === false ? [] : [await packPackage(onStep)];
	const packages = [...own, ...(options.furtherPackages ?? [])];
	await mkdir(folder, { recursive: true });
	const owner = await ensureOwner(folder, n8n);
	const env = n8nEnvironment({ folder, port, brokerPort: await freePort(), owner, ...(options.env && { extra: options.env }) });
	const logFile = join(folder, 'n8n.log');

	const credentials = (options.credentials ?? []).map((credential) => ({ ...credential, id: idOf(credential.type, credential.name) }));
	const templates = await Promise.all((options.workflows ?? []).map(readWorkflow));
	const workflows = templates.map((template) => identify(template, credentials));
	const isPublished = ({ name }: Workflow) => !options.unpublished?.includes(name);
	const unpublished = workflows.filter((workflow) => !isPublished(workflow)).map(({ id }) => id);
	const filling = { n8n, folder, env, packages, credentials, workflows, unpublished, logFile };
	const editedIds = await fillN8n({ ...filling, ...(onStep && { onStep }) });
	const isEdited = ({ id }: IdentifiedWorkflow) => editedIds.includes(id);
	const edited = workflows.filter(isEdited).map(({ name }) => name);

	onStep?.('n8n to come up, about 15 seconds');
	const running = await launch(n8n.command, { folder, env, logFile, address: `http://127.0.0.1:${port}`, owner, edited });
	options.onSpawn?.('n8n', running.pid);
	const awaited = workflows.filter((workflow) => isPublished(workflow) && !isEdited(workflow));
	try {
		await waitForReadiness(running, awaited, options);
	} catch (error) {
		await running.stop();
		throw error;
	}
	return running;
}

async function choosePort(wanted: number | undefined): Promise<number> {
	if (wanted === undefined) return await freePort();
	if (await isPortFree(wanted)) return wanted;
	const holder = (await isHealthy(`http://127.0.0.1:${wanted}/healthz`)) ? 'An n8n already runs there' : 'Another program listens there';
	throw new SetupError(
		`Port ${wanted} on this machine is taken. ${holder}.`,
		`Stop it, or choose another port: N8N_PORT=${wanted + 10} npm start`,
	);
}

interface Launch {
	readonly folder: string;
	readonly env: NodeJS.ProcessEnv;
	readonly logFile: string;
	readonly address: string;
	readonly owner: Owner;
	readonly edited: readonly string[];
}

type Launched = RunningN8n & { readonly child: ChildProcess };

async function launch(command: string, { folder, env, logFile, address, owner, edited }: Launch): Promise<Launched> {
	const log = await open(logFile, 'a');
	const logStart = (await log.stat()).size;
	// A group of its own: Ctrl-C in the terminal reaches us only, and we end n8n together with its task runner.
	const child = spawn(process.execPath, [command, 'start'], { cwd: folder, env, detached: true, stdio: ['ignore', log.fd, log.fd] });
	const ended = once(child, 'exit').then(() => {});
	await once(child, 'spawn');
	await log.close();
	const pid = child.pid as number;
	const readLog = async () => (await readFile(logFile)).subarray(logStart).toString('utf8');
	const onExit = () => void signalProcess(-pid, 'SIGKILL');
	exitOnSignals();
	process.once('exit', onExit);
	const stop = async () => {
		process.removeListener('exit', onExit);
		await endGroup(pid);
	};
	return { address, owner, pid, logFile, edited, readLog, ended, child, stop };
}

async function waitForReadiness(running: Launched, workflows: readonly IdentifiedWorkflow[], options: StartN8nOptions): Promise<void> {
	let log = '';
	const refreshLog = async () => {
		log = await running.readLog();
	};
	const waiting = {
		timeoutMs: 180_000,
		child: running.child,
		tail: () => `Its last lines:\n${log.trim().split('\n').slice(-8).join('\n')}`,
		advice: `Its whole log is in ${running.logFile}.`,
		...(options.signal && { signal: options.signal }),
	};
	await waitUntil('n8n', async () => (await refreshLog(), await isHealthy(`${running.address}/healthz/readiness`)), waiting);
	for (const webhook of workflows.flatMap(webhooksOf)) {
		const isThere = async () => {
			await refreshLog();
			// n8n tries such a workflow once and never again.
			const refused = /Workflow cannot run on this instance: .*/.exec(log)?.[0];
			if (refused !== undefined) throw new SetupError(refused, waiting.advice);
			return await isRegistered(running.address, webhook);
		};
		await waitUntil(`The webhook ${webhook.method} /webhook/${webhook.path}`, isThere, { ...waiting, timeoutMs: 60_000 });
	}
	const ids = workflows.filter((workflow) => webhooksOf(workflow).length > 0).map(({ id }) => id);
	await waitUntil('The published version of each workflow', () => Promise.resolve(runsLatestVersions(options.folder, ids)), waiting);
}

/** Asks with another method than the webhook's: n8n then names the right one, and no workflow runs. */
async function isRegistered(address: string, { method, path }: Webhook): Promise<boolean> {
	const other = method === 'PUT' ? 'PATCH' : 'PUT';
	const response = await fetch(`${address}/webhook/${path}`, { method: other });
	return response.status === 404 && (await response.text()).includes('Did you mean to make a');
}
