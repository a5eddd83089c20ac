import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { endGroup, signalProcess } from './endGroup.mts';
import { exitOnSignals } from './exitOnSignals.mts';
import { SetupError } from './setupError.mts';
import { waitUntil } from './waitUntil.mts';

export interface ServiceOptions {
	/** As sentences name it. */
	readonly name: string;
	readonly command: string;
	readonly args: readonly string[];
	/** Takes what it prints; what was in it is gone. */
	readonly logFile: string;
	readonly env?: NodeJS.ProcessEnv;
	readonly cwd?: string;
	readonly isReady: () => Promise<boolean>;
	/** 20 seconds by default. */
	readonly timeoutMs?: number;
	/** How long it may take to end; 15 seconds by default. */
	readonly patienceMs?: number;
	/** Leave it running when this process ends. */
	readonly keep?: boolean;
	/** Told at once, long before it is ready: a starter that is killed meanwhile has left it behind. */
	readonly onSpawn?: OnSpawn;
	readonly signal?: AbortSignal;
}

export type OnSpawn = (name: string, pid: number) => void;

export interface RunningService {
	/** Of the whole group. */
	readonly pid: number;
	readonly ended: Promise<void>;
	/** Returns when the service and all processes of its group are gone. Calling it again does no harm. */
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
export async function startService(options: ServiceOptions): Promise<RunningService> {
	const { name, logFile, keep, signal } = options;
	const child = launch(options);
	const { pid } = child;
	if (pid === undefined)
		throw new SetupError(`${name} could not be started: there is no ${options.command}.`, 'Install it, then try again.');
	options.onSpawn?.(name, pid);
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const onExit = () => void signalProcess(-pid, 'SIGKILL');
	if (keep === true) child.unref();
	else {
		exitOnSignals();
		process.once('exit', onExit);
	}
	const stop = async () => {
		process.removeListener('exit', onExit);
		await endGroup(pid, options.patienceMs);
	};
	try {
		await waitUntil(name, options.isReady, {
			timeoutMs: options.timeoutMs ?? 20_000,
			child,
			tail: () => readFileSync(logFile, 'utf8').slice(-1500),
			advice: `Look into ${logFile} for the reason.`,
			...(signal && { signal }),
		});
	} catch (error) {
		await stop();
		throw error;
	}
	return { pid, ended, stop };
}

function launch({ command, args, logFile, env, cwd }: ServiceOptions): ChildProcess {
	const log = openSync(logFile, 'w', 0o600);
	const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log], ...(env && { env }), ...(cwd && { cwd }) });
	closeSync(log);
	// A program that is not there has no process, which is said above.
	child.once('error', () => {});
	return child;
}

/** Whether something takes connections at this port, on loopback by default, within two seconds. */
export async function takesConnections(port: number, host = '127.0.0.1'): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect({ port, host });
		const answer = (takes: boolean) => (socket.destroy(), resolve(takes));
		socket.once('connect', () => answer(true)).once('error', () => answer(false));
		socket.setTimeout(2000, () => answer(false));
	});
}
