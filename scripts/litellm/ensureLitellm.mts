import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import { findPython } from '../shared/findPython.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';

const litellmVersion = '1.108.7';
const neededBytes = 2e9;

export interface LitellmInstallation {
	/** Starts the proxy. */
	readonly command: string;
	readonly folder: string;
}

export interface EnsureLitellmOptions {
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/**
 * Makes sure that a real LiteLLM proxy is installed, in a virtual environment outside the checkout.
 *
 * The first time takes about a minute; later calls only look at a marker, which is written last.
 *
 * @throws SetupError when there is no fitting Python, no room, or no registry.
 */
export async function ensureLitellm(options: EnsureLitellmOptions = {}): Promise<LitellmInstallation> {
	const folder = cacheFolder(`litellm-${litellmVersion}`);
	const installation = { folder, command: join(folder, 'venv', 'bin', 'litellm') };
	const marker = join(folder, 'installed');
	if (await exists(marker)) return installation;
	await checkDiskSpace();
	return await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return installation; // another process was quicker
			await install(folder, options);
			await writeFile(marker, `litellm ${litellmVersion}\n`);
			return installation;
		},
		() => options.onStep?.('another process is installing LiteLLM'),
	);
}

async function checkDiskSpace(): Promise<void> {
	await mkdir(cacheFolder(), { recursive: true });
	const { bavail, bsize } = await statfs(cacheFolder());
	if (bavail * bsize >= neededBytes) return;
	throw new SetupError(
		`LiteLLM needs ${neededBytes / 1e9} GB while it installs; ${((bavail * bsize) / 1e9).toFixed(1)} GB are free at ${cacheFolder()}.`,
		'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
	);
}

async function install(folder: string, { signal, onStep }: EnsureLitellmOptions): Promise<void> {
	const base = await findPython({
		candidates: ['python3.12', 'python3.13', 'python3.11', 'python3.10', 'python3'],
		oldest: 10,
		newest: 13,
		neededFor: 'A real LiteLLM proxy',
		advice: 'Install Python 3.11 with its venv module, then try again.',
	});
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const logFile = join(folder, 'install.log');
	const onLine = (line: string) => {
		const found = /^\s*Collecting (\S+)/.exec(line);
		if (found) onStep?.(`LiteLLM's packages: ${found[1]}`);
	};
	const run = async (command: string, args: readonly string[]) =>
		await runCommand(command, args, { cwd: folder, logFile, onLine, ...(signal && { signal }) });
	try {
		onStep?.('creating a virtual environment');
		await run(base.command, ['-m', 'venv', join(folder, 'venv')]);
		const pip = ['-m', 'pip', '--no-cache-dir', '--disable-pip-version-check', '--retries', '3'];
		await run(join(folder, 'venv', 'bin', 'python'), [...pip, 'install', `litellm[proxy]==${litellmVersion}`]);
	} catch (error) {
		signal?.throwIfAborted();
		throw explainInstallFailure(`A real LiteLLM proxy (see ${logFile})`, error);
	}
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
