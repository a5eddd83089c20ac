import { access, mkdir, rm, statfs, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import { findPython } from '../shared/findPython.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';

const rayVersion = '2.60.0';

/** With `llm`, vLLM and its CUDA come along; `serve` is enough for an app without weights, and for a machine that only passes requests on. */
export type RayKind = 'llm' | 'serve';

const neededBytes: Readonly<Record<RayKind, number>> = { llm: 30e9, serve: 2e9 };

export interface EnsureRayOptions {
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/**
 * Makes sure that Ray Serve is installed, in a virtual environment outside the checkout, and returns its Python.
 *
 * RAY_PYTHON names one that has it already. Otherwise the first time takes two minutes (`serve`) or more (`llm`); later calls only look at a
 * marker, which is written last.
 *
 * @throws SetupError when there is no fitting Python, no room, or no registry.
 */
export async function ensureRay(kind: RayKind, options: EnsureRayOptions = {}): Promise<string> {
	const given = process.env['RAY_PYTHON']?.trim() ?? '';
	if (given !== '') return await checkGiven(given);
	const folder = cacheFolder(kind === 'serve' ? `ray-${rayVersion}` : `ray-llm-${rayVersion}`);
	const python = join(folder, 'venv', 'bin', 'python');
	const marker = join(folder, 'installed');
	if (await exists(marker)) return python;
	await checkDiskSpace(kind);
	return await withLock(
		`${folder}.lock`,
		async () => {
			if (await exists(marker)) return python; // another process was quicker
			await install(folder, kind, options);
			await writeFile(marker, `ray[${kind}] ${rayVersion}\n`);
			return python;
		},
		() => options.onStep?.('another process is installing Ray'),
	);
}

async function checkGiven(python: string): Promise<string> {
	try {
		await runCommand(python, ['-c', 'import ray.serve']);
		return python;
	} catch (error) {
		throw new SetupError(
			`RAY_PYTHON is ${python}, and no Ray Serve can be imported there: ${(error as Error).message}`,
			'Install it there with: pip install "ray[llm]", or leave RAY_PYTHON empty.',
		);
	}
}

async function checkDiskSpace(kind: RayKind): Promise<void> {
	await mkdir(cacheFolder(), { recursive: true });
	const { bavail, bsize } = await statfs(cacheFolder());
	if (bavail * bsize >= neededBytes[kind]) return;
	throw new SetupError(
		`Ray needs ${neededBytes[kind] / 1e9} GB while it installs; ${((bavail * bsize) / 1e9).toFixed(1)} GB are free at ${cacheFolder()}.`,
		'Free some space, or set XDG_CACHE_HOME to a folder on a larger disk.',
	);
}

async function install(folder: string, kind: RayKind, { signal, onStep }: EnsureRayOptions): Promise<void> {
	const base = await findPython({
		candidates: ['python3.11', 'python3.12', 'python3.13', 'python3.10', 'python3'],
		oldest: 10,
		newest: 13,
		neededFor: 'Ray Serve',
		advice: 'Install Python 3.11 with its venv module, then try again.',
	});
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	const logFile = join(folder, 'install.log');
	const onLine = (line: string) => {
		const found = /^\s*Collecting (\S+)/.exec(line);
		if (found) onStep?.(`Ray's packages: ${found[1]}`);
	};
	const run = async (command: string, args: readonly string[]) =>
		await runCommand(command, args, { cwd: folder, logFile, onLine, ...(signal && { signal }) });
	try {
		onStep?.('creating a virtual environment');
		await run(base.command, ['-m', 'venv', join(folder, 'venv')]);
		const pip = ['-m', 'pip', '--no-cache-dir', '--disable-pip-version-check', '--retries', '3'];
		await run(join(folder, 'venv', 'bin', 'python'), [...pip, 'install', `ray[${kind}]==${rayVersion}`]);
	} catch (error) {
		signal?.throwIfAborted();
		throw explainInstallFailure(`Ray Serve (see ${logFile})`, error);
	}
}

async function exists(path: string): Promise<boolean> {
	return await access(path).then(
		() => true,
		() => false,
	);
}
