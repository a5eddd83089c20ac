import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSandbox, type Sandbox, type Tests } from '../../../nodes/engine/sandbox';
import { limits } from '../../contracts/sandbox';
import { describeHostility } from '../../contracts/sandboxHostile';
import { hostilePython, hostilePythonOfHost } from '../../fixtures/hostile/python';
import { bubblewrapHere } from '../../support/bubblewrapHere';

const never = new AbortController().signal;
const cases: Tests = {
	kind: 'cases',
	functionName: 'answer',
	cases: [
		{ input: [20], expected: 6765 },
		{ input: [10], expected: 55 },
		{ input: [8], expected: 21 },
	],
};

if (bubblewrapHere) {
	describeHostility('The bubblewrap sandbox', () => createSandbox('python'), ['python']);

	describe('The bubblewrap sandbox', () => {
		let sandbox: Sandbox;
		beforeAll(async () => void (sandbox = await createSandbox('python')));
		afterAll(async () => await sandbox.close());
		const run = async (code: string, tests: Tests, timeoutMs = 3000) =>
			await sandbox.test({ language: 'python', code, tests, limits: { ...limits, timeoutMs } }, never);

		it('meets at least 150 programs', () => {
			const programs = [...hostilePython, ...hostilePythonOfHost];
			expect(new Set(programs.map(({ name }) => name)).size).toBeGreaterThanOrEqual(150);
			expect(new Set(programs.map(({ code }) => code)).size).toBeGreaterThanOrEqual(150);
		});

		it.concurrent.each(hostilePython.filter(({ kind }) => kind === 'verdict').map((program) => [program.name, program] as const))(
			'counts nothing as right in cases: %s',
			async (_, { code }) => {
				expect(await run(code, cases)).toMatchObject({ passed: 0, total: 3 });
			},
		);

		it.concurrent.each(hostilePythonOfHost.map((program) => [program.name, program] as const))('refuses: %s', async (_, { code }) => {
			expect(await run(code, { kind: 'code', source: 'assert attempt()' })).toMatchObject({ passed: 0, total: 1 });
		});

		it.each([
			[
				'a value whose own division lies',
				'class Any:\n  def __truediv__(self, other): return 1\ndef answer(n): return Any()',
				'assert answer(8) / 21 == 1',
			],
			['a truth that is asked for alone', 'class Any:\n  def __bool__(self): return True\ndef answer(n): return Any()', 'assert answer(8)'],
			[
				'a class whose own objects equal each other',
				'class Point:\n  def __init__(self, x): pass\n  def __eq__(self, other): return isinstance(other, Point)\ndef answer(n): return Point(0)',
				'assert answer(8) == Point(21)',
			],
		])('is taken in by tests as code, as Known Limits says, and never in cases: %s', async (_, code, source) => {
			expect(await run(code, { kind: 'code', source })).toMatchObject({ passed: 1, total: 1 });
			expect(await run(code, cases)).toMatchObject({ passed: 0, total: 3 });
		});

		it('counts the right one as right in cases', async () => {
			const right = 'def answer(n):\n    a, b = 0, 1\n    for _ in range(n): a, b = b, a + b\n    return a';
			expect(await run(right, cases)).toMatchObject({ kind: 'finished', passed: 3, total: 3 });
		});

		it.each([
			['children', '    if os.fork() == 0:\n      hold(); time.sleep(5); os._exit(0)'],
			['orphans', '    if os.fork() == 0:\n      os.setsid()\n      if os.fork(): os._exit(0)\n      hold(); time.sleep(5); os._exit(0)'],
		])('limits the memory of a candidate together with its %s', async (_, start) => {
			const hold =
				'def hold():\n  kept = bytearray(50 << 20)\n  for place in range(0, len(kept), 4096): kept[place] = 1\n  globals()["kept"] = kept';
			const code = `import os, time\n${hold}\ndef answer(n):\n  for _ in range(6):\n${start}\n  time.sleep(5)\n  return 6765`;
			expect(await run(code, cases, 8000)).toMatchObject({ kind: 'broken', cause: 'memory', passed: 0 });
		});

		it('lets a candidate split off processes that hold little', async () => {
			const code =
				'import os\ndef answer(n):\n  for _ in range(8):\n    if os.fork() == 0: os._exit(0)\n  return {20: 6765, 10: 55, 8: 21}[n]';
			expect(await run(code, cases)).toMatchObject({ kind: 'finished', passed: 3, total: 3 });
		});
	});
} else {
	describe.skip('The bubblewrap sandbox (this host has no bubblewrap that runs Python)', () => {
		it('gives nothing to hostile programs', () => {});
	});
}
