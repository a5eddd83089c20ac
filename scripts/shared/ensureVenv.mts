import { globSync } from 'node:fs';
import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { explainInstallFailure } from './explainInstallFailure.mts';
import { findPython, type FindPythonOptions } from './findPython.mts';
import { runCommand } from './runCommand.mts';
import { SetupError } from './setupError.mts';
import type { OnStep } from './step.mts';
import { withLock } from './withLock.mts';

export interface VenvOptions {
	/** As sentences name it. */
	readonly name: string;
	/** Of this installation alone, outside the checkout. */
	readonly folder: string;
	/** As pip takes them. */
	readonly packages: readonly string[];
	/** Free while it installs. */
	readonly neededBytes: number;
	readonly python: Pick<FindPythonOptions, 'candidates' | 'oldest' | 'newest'>;
	/** Another environment of the same Python, whose packages it sees as well; that one stays as it is. */
	readonly onTopOf?: string;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/**
 * Makes sure that packages of Python's registry are installed, in a virtual environment of their own, and returns its `bin` folder.
 *
 * The first time takes minutes; later calls only look at a marker, which is written last. Two that ask at once: one installs, the other waits.
 *
 * @throws SetupError when there is no fitting Python, no room, or no registry.
 */
export async function ensureVenv(options: VenvOptions): Promise<string> {
	const { name, folder, packages } = options;
	const bin = join(folder, 'venv', 'bin');
	const marker = join(folder, 'installed');
	if (await exists(marker)) return bin;
	await requireRoom(options);
	return await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return bin; // another process was quicker
			await install(options, bin);
			await writeFile(marker, `${packages.join(' ')}\n`);
			return bin;
		},
		() => options.onStep?.(`another process is installing ${name}`),
	);
}

async function requireRoom({ name, folder, neededBytes }: VenvOptions): Promise<void> {
	const parent = dirname(folder);
	await mkdir(parent, { recursive: true });
	const { bavail, bsize } = await statfs(parent);
	if (bavail * bsize >= neededBytes) return;
	throw new SetupError(
		`${name} needs ${neededBytes / 1e9} GB while it installs; ${((bavail * bsize) / 1e9).toFixed(1)} GB are free at ${parent}.`,
		'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
	);
}

async function install({ name, folder, packages, python, onTopOf, signal, onStep }: VenvOptions, bin: string): Promise<void> {
	const base = await findPython({ ...python, neededFor: name, advice: 'Install Python 3.11 with its venv module, then try again.' });
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const logFile = join(folder, 'install.log');
	const onLine = (line: string) => {
		const found = /^\s*Collecting (\S+)/.exec(line);
		if (found) onStep?.(`packages of ${name}: ${found[1]}`);
	};
	const run = async (command: string, args: readonly string[]) =>
		await runCommand(command, args, { cwd: folder, logFile, onLine, ...(signal && { signal }) });
	try {
		onStep?.('creating a virtual environment');
		await run(base.command, ['-m', 'venv', join(folder, 'venv')]);
		if (onTopOf !== undefined) await addPackagesOf(onTopOf, folder);
		const pip = ['-m', 'pip', '--no-cache-dir', '--disable-pip-version-check', '--retries', '3'];
		await run(join(bin, 'python'), [...pip, 'install', ...packages]);
	} catch (error) {
		signal?.throwIfAborted();
		throw explainInstallFailure(`${name} (see ${logFile})`, error);
	}
}

/** As Python takes further folders: a file of paths among its packages. */
async function addPackagesOf(other: string, folder: string): Promise<void> {
	const [own] = globSync(join(folder, 'venv', 'lib', 'python3*', 'site-packages'));
	const [others] = globSync(join(other, 'lib', 'python3*', 'site-packages'));
	if (own === undefined || others === undefined) throw new Error(`There are no packages in ${other}.`);
	await writeFile(join(own, 'other-environment.pth'), `${others}\n`);
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
