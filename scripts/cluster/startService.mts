import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { SetupError } from '../shared/setupError.mts';
import { waitUntil } from '../shared/waitUntil.mts';

export interface ServiceOptions {
	/** As sentences name it. */
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly cwd?: string;
	readonly isReady: () => Promise<boolean>;
	readonly timeoutMs?: number;
}

export interface RunningService {
	readonly pid: number;
	readonly ended: Promise<void>;
	stop(): Promise<void>;
}

/** @throws SetupError where the command is not on this machine, with how to install it. */
export function requireCommand(command: string, name: string, debianPackage: string): void {
	if (spawnSync(command, ['--version']).error === undefined) return;
	throw new SetupError(`${name} is not installed on this machine.`, `On Debian and Ubuntu: apt-get install ${debianPackage}`);
}

/**
 * Starts one program in a process group of its own and returns once it is ready.
 *
 * @throws SetupError with its last lines.
 */
export async function startService({
	name,
	command,
	args,
	logFile,
	env,
	cwd,
	isReady,
	timeoutMs,
}: ServiceOptions): Promise<RunningService> {
	const log = openSync(logFile, 'w');
	const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], ...(env && { env }), ...(cwd && { cwd }) });
	closeSync(log);
	const ended = once(child, 'exit').then(() => {});
	const stop = async () => await end(child, ended);
	const onExit = () => signalGroup(child, 'SIGKILL');
	process.once('exit', onExit);
	void ended.then(() => process.removeListener('exit', onExit));
	try {
		await waitUntil(name, isReady, {
			timeoutMs: timeoutMs ?? 20_000,
			child,
			tail: () => readFileSync(logFile, 'utf8').slice(-1500),
			advice: `Look into ${logFile} for the reason.`,
		});
	} catch (error) {
		await stop();
		throw error;
	}
	return { pid: child.pid!, ended, stop };
}

/** Whether something takes connections at this port of loopback. */
export async function takesConnections(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => (socket.destroy(), resolve(true)));
		socket.once('error', () => resolve(false));
	});
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
	signalGroup(child, 'SIGTERM');
	const patience = new AbortController();
	await Promise.race([ended, sleep(15_000, undefined, { signal: patience.signal }).catch(() => {})]);
	patience.abort();
	signalGroup(child, 'SIGKILL');
	await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	try {
		process.kill(-child.pid!, signal);
	} catch {
		// The whole group is gone already, which is what was wanted.
	}
}
