import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { limits } from '../../contracts/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { createSandbox } from '../../../nodes/engine/sandbox';

describeHostility('The embedded sandbox', () => createSandbox('javascript'), ['javascript', 'typescript']);

it('reads tests that had to wait for a worker longer than reading may take', async () => {
	const sandbox = await createSandbox('javascript');
	const tests = { kind: 'code', source: 'assert.equal(busy(), 1)' } as const;
	const never = new AbortController().signal;
	// Every worker is taken for more than the 10 s that reading may take.
	const workers = Math.max(2, Math.min(8, availableParallelism()));
	const busy = Array.from(
		{ length: workers },
		async () =>
			await sandbox.test(
				{ language: 'javascript', code: 'function busy() { for (;;); }', tests, limits: { ...limits, timeoutMs: 11_000 } },
				never,
			),
	);
	await expect(sandbox.checkTests('javascript', tests, never)).resolves.toBeUndefined();
	for (const report of await Promise.all(busy)) expect(report).toMatchObject({ kind: 'broken', cause: 'timeout' });
});
