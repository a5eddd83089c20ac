// Compiles nodes and credentials to dist/ and copies what n8n reads beside them (icons, codex files).
// `npm pack` runs it, also on a bare clone: bootstrap then installs the compiler and runs it again on Node 24.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bootstrap } from './bootstrap.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const compiler = `${root}/node_modules/typescript/bin/tsc`;

function build() {
	fs.rmSync(`${root}/dist`, { recursive: true, force: true });
	execFileSync(process.execPath, [compiler, '-p', `${root}/tsconfig.build.json`], { cwd: root, stdio: 'inherit' });
	for (const asset of fs.globSync('{nodes,credentials}/**/*.{svg,node.json}', { cwd: root })) {
		fs.cpSync(`${root}/${asset}`, `${root}/dist/${asset}`);
	}
}

// Node 20 has no globSync.
if ((fs.existsSync(compiler) && 'globSync' in fs) || process.argv.includes('--installed')) build();
else process.exitCode = await bootstrap('scripts/build.mjs', ['--installed']);
