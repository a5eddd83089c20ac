import { access, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureShipped } from '../embedded-model/ensureWeights.mts';
import { shippedModels, type ShippedModelSize } from '../embedded-model/shippedModels.mts';
import { runCommand } from '../shared/runCommand.mts';
import type { OnStep } from '../shared/step.mts';
import { withLock } from '../shared/withLock.mts';
import type { VllmInstallation } from './ensureVllm.mts';

/** The weights of a shipped model as vLLM reads them, made of the same file that the embedded server reads; small takes 1.2 GB of disk, medium 3.4. */
export async function ensureConverted(
	size: ShippedModelSize,
	{ folder, modelFolder, python }: VllmInstallation,
	options: { readonly signal?: AbortSignal; readonly onStep?: OnStep } = {},
): Promise<string> {
	if (size === 'tiny') return modelFolder;
	const converted = join(folder, shippedModels[size].name);
	const marker = join(converted, 'complete');
	const isComplete = async () =>
		await access(marker).then(
			() => true,
			() => false,
		);
	if (await isComplete()) return converted;
	return await withLock(`${converted}.lock`, async () => {
		if (await isComplete()) return converted; // another process was quicker
		const weights = await ensureShipped(size, options);
		options.onStep?.('converting the weights');
		await rm(converted, { recursive: true, force: true });
		const script = fileURLToPath(new URL('convert_weights.py', import.meta.url));
		await runCommand(python, [script, weights.path, converted], {
			cwd: folder,
			logFile: join(folder, 'convert.log'),
			...(options.signal && { signal: options.signal }),
		});
		await writeFile(marker, '');
		return converted;
	});
}
