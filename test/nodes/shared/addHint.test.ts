import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NodeExecutionHint } from 'n8n-workflow';
import { expect, it } from 'vitest';
import { addHint } from '../../../nodes/shared/addHint';

const root = join(__dirname, '../../..');

it('keeps what looks like HTML as text, line by line', () => {
	const hints: NodeExecutionHint[] = [];
	addHint(
		{ addExecutionHints: (...given) => void hints.push(...given) },
		'Clone 1: <think> & more\nClone 2: <script>alert(1)</script>',
		'warning',
	);
	expect(hints).toEqual([
		{
			message: 'Clone 1: &lt;think&gt; &amp; more<br>Clone 2: &lt;script&gt;alert(1)&lt;/script&gt;',
			type: 'warning',
			location: 'outputPane',
		},
	]);
});

it('is the only way to a hint', () => {
	const others = globSync('nodes/**/*.ts', { cwd: root }).filter((file) =>
		readFileSync(join(root, file), 'utf8').includes('.addExecutionHints('),
	);
	expect(others).toEqual(['nodes/shared/addHint.ts']);
});
