import { mkdtempSync, readFileSync, rmSync, writeFileSync, chmodSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Language, Sandbox, TestReport } from '../../nodes/engine/sandbox';
import type { HostileProgram } from '../fixtures/hostile/hostileProgram';
import { hostileJavaScript } from '../fixtures/hostile/javascript';
import { hostilePython } from '../fixtures/hostile/python';
import { hostileTypeScript } from '../fixtures/hostile/typescript';
import { limits } from './sandbox';
import { dialects } from './sandboxPrograms';

const corpus: Record<Language, readonly HostileProgram[]> = {
	javascript: hostileJavaScript,
	typescript: hostileTypeScript,
	python: hostilePython,
};
const secretName = 'SHADOW_CLONES_PLANTED_SECRET';
const secret = 'planted-secret-8f1c';
const never = new AbortController().signal;

const scriptTests: Record<'reach' | 'answer', string> = {
	reach: "const assert = require('node:assert');\nassert.ok(await attempt());",
	answer: `const assert = require('node:assert');
assert.strictEqual(await answer(20), 6765);
assert.deepStrictEqual([await answer(10)], [55]);
assert.ok(Math.abs((await answer(8)) - 21) < 1e-9);
for (const [input, expected] of [[7, 13], [12, 144]]) assert.equal(await answer(input), expected);`,
};
const pythonTests: typeof scriptTests = {
	reach: 'assert attempt()',
	answer:
		'assert answer(20) == 6765\nassert [answer(10)] == [55]\nassert abs(answer(8) - 21) < 1e-9\nassert answer(9) in [34]\nfor question, expected in [(7, 13), (12, 144)]:\n    assert answer(question) == expected',
};

/**
 * Runs every hostile program of each language; none gets anything: no assertion about what it got hold of or answered holds, the planted file is as it was, the
 * planted server saw nobody, the planted secret is nowhere in what came back, and an honest candidate still passes afterwards.
 */
export function describeHostility(name: string, open: () => Promise<Sandbox>, languages: readonly Language[]) {
	describe.each(languages)(`${name} gives nothing to hostile programs in %s`, (language) => {
		const programs = corpus[language];
		let sandbox: Sandbox;
		let server: Server;
		let folder: string;
		let visitors = 0;

		beforeAll(async () => {
			process.env[secretName] = secret;
			folder = mkdtempSync(join(tmpdir(), 'planted-'));
			chmodSync(folder, 0o777);
			writeFileSync(join(folder, 'file.txt'), secret, { mode: 0o666 });
			server = createServer((socket) => {
				visitors++;
				socket.destroy();
			});
			await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
			sandbox = await open();
		});
		afterAll(async () => {
			delete process.env[secretName];
			rmSync(folder, { recursive: true, force: true });
			server.close();
			await sandbox.close();
		});

		const withTraps = (code: string) =>
			code
				.replaceAll('@SECRET@', secretName)
				.replaceAll('@FILE@', join(folder, 'file.txt'))
				.replaceAll('@PORT@', String((server.address() as AddressInfo).port));

		const run = (program: HostileProgram): Promise<TestReport> => {
			const tests = (language === 'python' ? pythonTests : scriptTests)[program.kind === 'reach' ? 'reach' : 'answer'];
			const timeoutMs = program.kind === 'stay' ? 400 : 3000;
			return sandbox.test(
				{ language, code: withTraps(program.code), tests: { kind: 'code', source: tests }, limits: { ...limits, timeoutMs } },
				never,
			);
		};

		it('has enough programs of its language', () => {
			expect(new Set(programs.map((program) => program.name)).size).toBeGreaterThanOrEqual(language === 'python' ? 60 : 150);
			expect(
				programs.filter((program) => program.kind === 'reach' && !program.code.includes('attempt')).map((program) => program.name),
			).toEqual([]);
		});

		it('would see a program that gets something', async () => {
			const winner: Record<'reach' | 'verdict', string> =
				language === 'python'
					? {
							reach: 'def attempt(): return 1',
							verdict: 'def answer(n):\n    a, b = 0, 1\n    for _ in range(n): a, b = b, a + b\n    return a',
						}
					: {
							reach: 'function attempt() { return 1; }',
							verdict: 'function answer(n) { let [a, b] = [0, 1]; for (; n > 0; n--) [a, b] = [b, a + b]; return a; }',
						};
			expect((await run({ name: 'winner', kind: 'reach', code: winner.reach })).passed).toBe(1);
			const right = await run({ name: 'winner', kind: 'verdict', code: winner.verdict });
			expect(right.passed).toBe(right.total);
		});

		it.concurrent.each(programs.map((program) => [`${program.kind}: ${program.name}`, program] as const))('%s', async (_, program) => {
			const report = await run(program);
			expect(report).toMatchObject({ passed: 0 });
			expect(report.total ?? 1).toBeGreaterThan(0);
			expect(report.output.length).toBeLessThanOrEqual(limits.outputBytes);
			expect(JSON.stringify(report)).not.toContain(secret);
		});

		it('is as it was after all of them', async () => {
			expect(visitors).toBe(0);
			expect(readFileSync(join(folder, 'file.txt'), 'utf8')).toBe(secret);
			const dialect = dialects[language];
			const report = await sandbox.test({ language, code: dialect.add, tests: { kind: 'code', source: dialect.allHold }, limits }, never);
			expect(report).toMatchObject({ kind: 'finished', passed: 3, total: 3 });
		});
	});
}
