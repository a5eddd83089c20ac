import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

interface Service {
	readonly image: string;
	readonly command?: string;
	readonly environment?: Readonly<Record<string, string>>;
	readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
	readonly volumes?: readonly string[];
	readonly healthcheck?: object;
}

export interface Compose {
	readonly services: Readonly<Record<string, Service>>;
	readonly volumes: Readonly<Record<string, unknown>>;
}

export const composeFile = join(__dirname, '../../scripts/cluster/docker-compose.yml');

/** Reads our docker-compose.yml. ESLint brings a reader of YAML. */
export function readCompose(): Compose {
	const requireOfEslint = createRequire(require.resolve('eslint/package.json'));
	const yaml = createRequire(requireOfEslint.resolve('@eslint/eslintrc'))('js-yaml') as { load(source: string): unknown };
	return yaml.load(readFileSync(composeFile, 'utf8')) as Compose;
}
