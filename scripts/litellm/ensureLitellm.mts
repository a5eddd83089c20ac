import { join } from 'node:path';
import { cacheFolder } from '../shared/cacheFolder.mts';
import { ensureVenv } from '../shared/ensureVenv.mts';
import type { OnStep } from '../shared/step.mts';

const litellmVersion = '1.108.7';

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
 * Makes sure that a real LiteLLM proxy is installed, in a virtual environment outside the checkout. The first time takes about a minute.
 *
 * @throws SetupError when there is no fitting Python, no room, or no registry.
 */
export async function ensureLitellm(options: EnsureLitellmOptions = {}): Promise<LitellmInstallation> {
	const folder = cacheFolder(`litellm-${litellmVersion}`);
	const bin = await ensureVenv({
		name: 'A real LiteLLM proxy',
		folder,
		packages: [`litellm[proxy]==${litellmVersion}`],
		neededBytes: 2e9,
		python: { candidates: ['python3.12', 'python3.13', 'python3.11', 'python3.10', 'python3'], oldest: 10, newest: 13 },
		...options,
	});
	return { folder, command: join(bin, 'litellm') };
}
