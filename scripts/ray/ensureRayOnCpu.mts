import { dirname, join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { ensureVenv } from '../shared/ensureVenv.mts';
import { ensureVllm } from '../vllm-cpu/ensureVllm.mts';
import { rayVersion, type EnsureRayOptions } from './ensureRay.mts';

/** What `ray.serve.llm` imports beside Ray Serve; `ray[llm]` itself would bring vLLM for GPUs, and 10 GB. */
const imported = ['pyarrow', 'pandas', 'boto3', 'smart_open', 'jsonref', 'async-timeout'];

/**
 * Makes sure that Ray Serve is installed beside the vLLM for CPUs, and returns its Python. The first time takes two minutes more than vLLM itself.
 *
 * For tests: it shows a real vLLM on Ray where there is no GPU.
 *
 * @throws SetupError, or VllmUnavailableError where vLLM cannot be had on this machine.
 */
export async function ensureRayOnCpu(options: EnsureRayOptions = {}): Promise<string> {
	const { python } = await ensureVllm(options);
	const venv = dirname(dirname(python));
	const bin = await ensureVenv({
		name: 'Ray Serve beside vLLM',
		folder: cacheFolder(`ray-on-cpu-${rayVersion}`),
		packages: [`ray[serve]==${rayVersion}`, ...imported],
		neededBytes: 3e9,
		// The same one, or it could not load what the other has.
		python: { candidates: [python] },
		onTopOf: venv,
		...options,
	});
	return join(bin, 'python');
}
