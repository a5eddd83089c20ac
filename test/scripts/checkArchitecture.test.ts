import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const script = path.resolve('scripts/check-architecture.mjs');
let root: string | undefined;
afterEach(() => root !== undefined && rmSync(root, { recursive: true, force: true }));

/** Runs the check on a tree that holds these files and nothing else. */
function check(files: Readonly<Record<string, string>>): { readonly isClean: boolean; readonly says: string } {
	root = mkdtempSync(path.join(tmpdir(), 'architecture-'));
	for (const [file, source] of Object.entries(files)) {
		mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
		writeFileSync(path.join(root, file), source);
	}
	try {
		execFileSync(process.execPath, [script, root], { stdio: 'pipe' });
		return { isClean: true, says: '' };
	} catch (error) {
		return { isClean: false, says: String((error as { stderr: Buffer }).stderr) };
	}
}

describe('check-architecture', () => {
	it('finds nothing in this package', () => {
		expect(String(execFileSync(process.execPath, [script]))).toMatch(/ 0 breaches/);
	});

	it('lets through what the house allows', () => {
		const { says } = check({
			'nodes/engine/fanout/fanOut.ts':
				"import { approaches } from './approaches';\nimport type { Candidate } from '../candidate';\nimport type { Approach } from './approaches/approach';",
			'nodes/CloneEvaluator/CloneEvaluator.node.ts':
				"import { x } from 'n8n-workflow';\nimport { y } from '../shared/y';\nimport { z } from '../engine/evaluate/evaluate';",
		});
		expect(says).toBe('');
	});

	it.each([
		['nodes/engine/a.ts', "import type { INode } from 'n8n-workflow';", 'the engine imports no n8n package'],
		['nodes/engine/a.ts', "import { toNodeError } from '../shared/nodeErrors';", 'nothing outside nodes/engine'],
		['nodes/engine/fanout/a.ts', "export { vote } from '../evaluate/vote';", 'meet only in the nouns'],
		['nodes/engine/evaluate/a.ts', "import { vote } from './scorers/vote';", 'through the index of their folder'],
		['nodes/engine/fanout/a.ts', "const x = await import('./approaches/skeptic');", 'through the index of their folder'],
		['nodes/CloneEvaluator/a.ts', "import { s } from '../engine/sandbox/embedded/embeddedSandbox';", 'sandboxes are reached'],
		['nodes/CloneEvaluator/a.ts', "import { p } from '../ShadowCloneFanOut/properties';", 'never imports another node'],
		['nodes/CloneEvaluator/a.ts', "import { z } from 'zod/v4';", 'a node imports only'],
		['nodes/shared/a.ts', "import fs from 'node:fs';", 'shared imports only'],
		['credentials/A.credentials.ts', "import { x } from '../nodes/engine/x';", 'credentials import only'],
		['nodes/engine/evaluate/a.ts', "if (scorer.id === 'vote') { }", 'by its id'],
	])('fails on a planted breach in %s: %s', (file, source, rule) => {
		const { isClean, says } = check({ [file]: source });
		expect(isClean).toBe(false);
		expect(says).toContain(file);
		expect(says).toContain(rule);
	});

	it('tells a circle between files once, by its shortest way, and counts types', () => {
		const { isClean, says } = check({
			'nodes/engine/a.ts': "import type { B } from './b';",
			'nodes/engine/b.ts': "import { c } from './folder';\nimport { d } from './d';",
			'nodes/engine/folder/index.ts': "export { A } from '../a';",
			'nodes/engine/d.ts': "import type { B } from './b';",
			'nodes/engine/e.ts': "import { a } from './a';",
		});
		expect(isClean).toBe(false);
		expect(says.match(/no circle/g)).toHaveLength(1);
		expect(says).toContain('nodes/engine/a.ts → nodes/engine/b.ts → nodes/engine/folder/index.ts → nodes/engine/a.ts');
	});
});
