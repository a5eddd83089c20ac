import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where everything big is kept between runs: model weights, runtimes, a real n8n, a real vLLM. */
export function cacheFolder(...parts: string[]): string {
	const root = process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache');
	return join(root, 'n8n-nodes-shadow-clones', ...parts);
}
