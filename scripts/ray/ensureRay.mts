import { join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { ensureVenv } from '../shared/ensureVenv.mts';
import { runCommand } from '../shared/runCommand.mts';
import { SetupError } from '../shared/setupError.mts';
import type { OnStep } from '../shared/step.mts';

export const rayVersion = '2.60.0';

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
 * RAY_PYTHON names one that has it already. Otherwise the first time takes two minutes (`serve`) or more (`llm`).
 *
 * @throws SetupError when there is no fitting Python, no room, or no registry.
 */
export async function ensureRay(kind: RayKind, options: EnsureRayOptions = {}): Promise<string> {
	const given = process.env['RAY_PYTHON']?.trim() ?? '';
	if (given !== '') return await checkGiven(given);
	const bin = await ensureVenv({
		name: 'Ray Serve',
		folder: cacheFolder(kind === 'serve' ? `ray-${rayVersion}` : `ray-llm-${rayVersion}`),
		packages: [`ray[${kind}]==${rayVersion}`],
		neededBytes: neededBytes[kind],
		python: { candidates: ['python3.11', 'python3.12', 'python3.13', 'python3.10', 'python3'], oldest: 10, newest: 13 },
		...options,
	});
	return join(bin, 'python');
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
