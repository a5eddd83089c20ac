import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { SetupError } from '../shared/setupError.mts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const require = createRequire(import.meta.url);

/** A file of the engine as users get it: built. */
export function requireBuilt<Module>(file: string): Module {
	const built = join(root, 'dist/nodes/engine', file);
	if (!existsSync(built)) throw new SetupError('The package is not built yet.', 'Run "npm run build" first.');
	return require(built) as Module;
}

/** The rows of one of the data sets in `test/data`. */
export function readRows<Row>(name: string): Row[] {
	const lines = gunzipSync(readFileSync(join(root, 'test/data', `${name}.jsonl.gz`)))
		.toString('utf8')
		.trim()
		.split('\n');
	return lines.map((line) => JSON.parse(line) as Row);
}
