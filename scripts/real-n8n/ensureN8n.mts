import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import { runNpm } from './runNpm.mts';

export const n8nVersion = '2.41.1';

const installedBytes = 2.9e9;
const neededBytes = 4e9;

export interface EnsureN8nOptions {
	readonly folder?: string;
	readonly onStep?: OnStep;
	readonly signal?: AbortSignal;
	/** Bytes free on the disk of a folder. */
	readonly readFreeBytes?: (folder: string) => Promise<number>;
}

/** A real n8n that is installed and was seen to load its native modules. */
export interface InstalledN8n {
	readonly folder: string;
	/** The script that is n8n's command line; run it with the Node that runs this. */
	readonly command: string;
}

/**
 * Makes sure that a real n8n is installed, in a folder of its own outside the checkout.
 *
 * A folder that holds a working one is adopted, no matter who filled it; the marker is written last, so that
 * a broken-off installation is taken up again. Two that ask at once: one installs, the other waits.
 *
 * @throws SetupError without network or disk space, or with npm's last lines.
 */
export async function ensureN8n(options: EnsureN8nOptions = {}): Promise<InstalledN8n> {
	const folder = options.folder ?? cacheFolder(`n8n-${n8nVersion}`);
	const installed = { folder, command: join(folder, 'node_modules', 'n8n', 'bin', 'n8n') };
	if (await isMarked(folder)) return installed;

	const onWait = (pid: number | undefined) => options.onStep?.(`another installation of n8n (process ${pid}) to end`);
	await withLock(
		`${folder}.lock`,
		async () => {
			if (await isMarked(folder)) return;
			await mkdir(folder, { recursive: true });
			if (!(await works(installed))) await install(folder, options);
			if (!(await works(installed))) {
				throw new SetupError(
					`n8n ${n8nVersion} was installed, but its native modules do not load.`,
					`Look into ${logFileOf(folder)}, then delete ${folder} and run the same command again.`,
				);
			}
			await writeFile(markerOf(folder), markerText);
		},
		onWait,
	);
	return installed;
}

const markerText = `n8n ${n8nVersion}, Node ABI ${process.versions.modules}\n`;
const markerOf = (folder: string) => join(folder, '.complete');
const logFileOf = (folder: string) => join(folder, 'install.log');

async function isMarked(folder: string): Promise<boolean> {
	return (await readFile(markerOf(folder), 'utf8').catch(() => '')) === markerText;
}

/** Loading is the proof: a broken-off compilation leaves folders that look complete. */
async function works({ folder, command }: InstalledN8n): Promise<boolean> {
	if (!existsSync(command)) return false;
	const load = "for (const name of ['sqlite3', 'isolated-vm']) require(require.resolve(name, { paths: [process.cwd()] }))";
	try {
		await runCommand(process.execPath, ['-e', load], { cwd: folder });
		return (await runCommand(process.execPath, [command, '--version'], { cwd: folder })).trim() === n8nVersion;
	} catch {
		return false;
	}
}

async function install(folder: string, options: EnsureN8nOptions): Promise<void> {
	const readFreeBytes = options.readFreeBytes ?? freeBytes;
	await checkDiskSpace(folder, await readFreeBytes(folder));
	const logFile = logFileOf(folder);
	await rm(logFile, { force: true });
	// linkedom 0.18.15 asks for a package that is not served everywhere.
	const manifest = { private: true, dependencies: { n8n: n8nVersion }, overrides: { linkedom: '0.18.13' } };
	await writeFile(join(folder, 'package.json'), JSON.stringify(manifest, null, '\t'));
	const npm = { what: `n8n ${n8nVersion}`, cwd: folder, logFile, ...(options.signal && { signal: options.signal }) };
	const stopWatching = await watchDisk(folder, readFreeBytes, (gigabytes) =>
		options.onStep?.(`npm to fetch and unpack n8n ${n8nVersion}, about 4 minutes; ${gigabytes} of 2.9 GB are here`),
	);
	try {
		// Some of n8n's dependencies download and compile what it can do without: only two may run their scripts.
		await runNpm(['install', '--ignore-scripts', '--no-audit', '--no-fund'], npm);
	} finally {
		stopWatching();
	}
	options.onStep?.('sqlite3 and isolated-vm to be compiled for this Node, about 2 minutes');
	await runNpm(['rebuild', 'sqlite3', 'isolated-vm', '--ignore-scripts=false'], {
		...npm,
		env: { npm_config_nodedir: findNodeHeaders() },
	});
}

async function checkDiskSpace(folder: string, free: number): Promise<void> {
	if (free >= neededBytes) return;
	throw new SetupError(
		`n8n takes about ${installedBytes / 1e9} GB and needs 4 GB while it is installed; the disk of ${folder} has ${(free / 1e9).toFixed(1)} GB free.`,
		'Free some room, or set XDG_CACHE_HOME to a folder on a larger disk.',
	);
}

async function freeBytes(folder: string): Promise<number> {
	const { bavail, bsize } = await statfs(folder);
	return bavail * bsize;
}

/** npm says nothing for minutes; how much the disk has filled is the only progress there is to see. */
async function watchDisk(folder: string, readFreeBytes: (folder: string) => Promise<number>, onGrowth: (gigabytes: string) => void) {
	const before = await readFreeBytes(folder);
	const look = async () => {
		const grown = Math.max(0, Math.min(before - (await readFreeBytes(folder)), installedBytes));
		onGrowth((grown / 1e9).toFixed(1));
	};
	await look();
	const timer = setInterval(() => void look().catch(() => {}), 10_000);
	return () => clearInterval(timer);
}

/** The folder with this Node's own headers: compiling against others would load and then crash. */
function findNodeHeaders(): string {
	const above = dirname(dirname(process.execPath));
	const candidates = [join(above, 'node_modules', `node-${process.platform}-${process.arch}`), above];
	const found = candidates.find((candidate) => existsSync(join(candidate, 'include', 'node', 'node.h')));
	if (found) return found;
	throw new SetupError(
		`The C++ headers of Node ${process.version} are not beside ${process.execPath}.`,
		'Run this through `npm start` or `npm test`, which bring a Node with its headers.',
	);
}
