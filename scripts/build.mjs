// Compiles nodes and credentials to dist/ and copies what n8n reads beside them (icons, codex files).
import { execFileSync } from 'node:child_process';
import { cpSync, globSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

rmSync(`${root}/dist`, { recursive: true, force: true });
execFileSync(process.execPath, [`${root}/node_modules/typescript/bin/tsc`, '-p', `${root}/tsconfig.build.json`], {
	cwd: root,
	stdio: 'inherit',
});
for (const asset of globSync('{nodes,credentials}/**/*.{svg,node.json}', { cwd: root })) {
	cpSync(`${root}/${asset}`, `${root}/dist/${asset}`);
}
