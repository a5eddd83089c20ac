import { spawnSync } from 'node:child_process';
import { readHarnessOutput, reportFromHarness } from '../../../../nodes/engine/sandbox/harnessOutput';
import { pythonHarness } from '../../../../nodes/engine/sandbox/python/harnessSource';
import { sitesOfCases, writePythonJob } from '../../../../nodes/engine/sandbox/python/pythonJob';
import type { TestReport, Tests } from '../../../../nodes/engine/sandbox';

const python = '/usr/bin/python3';
export const hasPython = spawnSync(python, ['-c', '']).status === 0;
const limits = { timeoutMs: 5000, memoryBytes: 256 * 1024 * 1024, outputBytes: 10_000 };

/** Runs our own code without any wall: the harness as it stands, in an interpreter of this host. */
export function runHarness(code: string, tests: Tests | string, checkOnly = false): TestReport {
	const nonce = 'abcdef0123456789';
	const asked: Tests = typeof tests === 'string' ? { kind: 'code', source: tests } : tests;
	const input = writePythonJob({ nonce, resultFd: 1, progress: false, checkOnly, code, tests: asked, limits });
	const { stdout } = spawnSync(python, ['-I', '-S', '-B', '-X', 'utf8', '-c', pythonHarness], { input, encoding: 'utf8' });
	return reportFromHarness(readHarnessOutput(stdout, nonce), undefined, sitesOfCases(asked), '', 0);
}
