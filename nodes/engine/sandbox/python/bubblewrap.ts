import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import type { Writable } from 'node:stream';
import { letHostGoFirst } from '../../workers/letHostGoFirst';
import { seccompFilter } from './seccompFilter';

const pythonPlaces = ['/usr/bin/python3', '/usr/local/bin/python3'];
const libraryPlaces = ['/usr/lib', '/usr/lib32', '/usr/lib64', '/usr/local/lib', '/lib', '/lib64'];
const filterStream = 4;
const deviceFiles = ['/dev/null', '/dev/zero', '/dev/urandom', '/dev/random'];

/** How a program is started inside bubblewrap on this host. */
export interface Bubblewrap {
	readonly python: string;
	/** Root starts it as nobody, so that the limit on processes binds. */
	readonly asNobody: boolean;
	/** No user namespace can be made inside. */
	readonly endsNamespaces: boolean;
	/** What the kernel refuses. */
	readonly filter?: Buffer;
}

let found: Promise<Bubblewrap | undefined> | undefined;

/** Finds out whether bubblewrap runs Python here: by running it. Once it does, that is known; where it does not, it may be installed meanwhile. */
export async function findBubblewrap(): Promise<Bubblewrap | undefined> {
	const trying = (found ??= tryBubblewrap());
	const bubblewrap = await trying;
	if (bubblewrap === undefined && found === trying) found = undefined;
	return bubblewrap;
}

async function tryBubblewrap(): Promise<Bubblewrap | undefined> {
	const python = pythonPlaces.find((place) => existsSync(place));
	if (process.platform !== 'linux' || python === undefined) return undefined;
	// Where root cannot become nobody there is no sandbox: no limit on processes binds root, and one program that forks without end would take the host.
	const plain = { python: realpathSync(python), asNobody: process.getuid?.() === 0 };
	const filter = seccompFilter();
	const filtered = filter === undefined ? {} : { filter };
	// The strongest that this bubblewrap and this kernel can do.
	const ways: readonly Bubblewrap[] = [
		{ ...plain, ...filtered, endsNamespaces: true },
		{ ...plain, ...filtered, endsNamespaces: false },
		{ ...plain, endsNamespaces: false },
	];
	for (const way of ways) if (await runs(way)) return way;
	return undefined;
}

function runs(bubblewrap: Bubblewrap): Promise<boolean> {
	return new Promise((resolve) => {
		const child = startInBubblewrap(bubblewrap, [bubblewrap.python, '-I', '-S', '-c', 'print(6 * 7)'], 64 * 1024 * 1024);
		let output = '';
		child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
		child.on('error', () => resolve(false));
		child.on('close', () => resolve(output.trim() === '42'));
		child.stdin?.end();
		setTimeout(() => killGroup(child), 20_000).unref();
	});
}

/**
 * Starts a program that sees the program, its libraries, four device files and a small folder of its own; no network, no process but its own, no environment.
 *
 * Its fourth stream (descriptor 3) is a pipe to here.
 */
export function startInBubblewrap(bubblewrap: Bubblewrap, command: readonly string[], folderBytes: number): ChildProcess {
	// The only place that starts a process: an argument list without a shell, and nothing of the candidate in it.
	const child = spawn('bwrap', [...wallArguments(bubblewrap, command[0] ?? '', folderBytes), '--', ...command], {
		stdio: ['pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
		env: { PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin' },
		cwd: '/',
		detached: true,
		...(bubblewrap.asNobody ? { uid: 65_534, gid: 65_534 } : {}),
	});
	if (child.pid !== undefined) letHostGoFirst(child.pid);
	(child.stdio[filterStream] as Writable | null | undefined)?.on('error', () => {}).end(bubblewrap.filter);
	return child;
}

function wallArguments({ endsNamespaces, filter }: Bubblewrap, program: string, folderBytes: number): string[] {
	const libraries = libraryPlaces.filter((place) => existsSync(place)).flatMap((place) => ['--ro-bind', place, place]);
	const devices = deviceFiles.flatMap((file) => ['--dev-bind', file, file]);
	return [
		...['--unshare-all', '--die-with-parent', '--new-session', '--clearenv', '--cap-drop', 'ALL'],
		...(endsNamespaces ? ['--unshare-user', '--disable-userns'] : []),
		...(filter === undefined ? [] : ['--seccomp', String(filterStream)]),
		...['--setenv', 'HOME', '/tmp', '--setenv', 'LANG', 'C.UTF-8'],
		...libraries,
		...devices,
		// The program comes after the folder, which would otherwise hide one that lies in /tmp itself.
		...['--size', String(folderBytes), '--tmpfs', '/tmp', '--ro-bind', program, program, '--chdir', '/tmp', '--remount-ro', '/'],
	];
}

/** Ends the whole group; the sandbox's own process tree dies with its first process. */
export function killGroup(child: ChildProcess): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		process.kill(-child.pid, 'SIGKILL');
	} catch {
		child.kill('SIGKILL');
	}
}
