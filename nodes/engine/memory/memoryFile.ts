import { join, resolve } from 'node:path';

/** The folder that n8n keeps its own data in, found as n8n finds it. */
export function n8nFolder(environment: NodeJS.ProcessEnv = process.env): string {
	const home = environment[process.platform === 'win32' ? 'USERPROFILE' : 'HOME'];
	return resolve(join(environment['N8N_USER_FOLDER'] ?? home ?? process.cwd(), '.n8n'));
}

/** The file that a user named, or one in n8n's own folder. */
export function memoryFile(named: string, environment: NodeJS.ProcessEnv = process.env): string {
	if (named.trim() !== '') return resolve(named.trim());
	return join(n8nFolder(environment), 'shadow-clones', 'memory.sqlite');
}
