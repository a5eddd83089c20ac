import { join } from 'node:path';
import { n8nFolder } from '../memory/memoryFile';

/** Where receipts are kept: a file of their own in n8n's folder, never a memory file. */
export function receiptsFile(environment: NodeJS.ProcessEnv = process.env): string {
	return join(n8nFolder(environment), 'shadow-clones', 'receipts.sqlite');
}
