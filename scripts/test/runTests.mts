import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { signalProcess } from '../shared/endGroup.mts';
import { exitOnSignals } from '../shared/exitOnSignals.mts';
import { CommandError, runCommand } from '../shared/runCommand.mts';
import { runScript } from '../shared/setupError.mts';
import { step } from '../shared/step.mts';
import { countTests, isSuccess } from './countTests.mts';
import type { VitestReport } from './countTests.mts';

const checkout = fileURLToPath(new URL('../..', import.meta.url));
const env = { ...process.env, PATH: `${dirname(process.execPath)}${delimiter}${process.env['PATH'] ?? ''}` };

type Check = readonly [name: string, script: string, ...args: string[]];

/** Two rows at once; within a row one after the other. */
const checks: readonly (readonly Check[])[] = [
	[
		['the package compiles', 'scripts/build.mjs'],
		['types hold, tests and scripts included', 'node_modules/typescript/bin/tsc', '--noEmit'],
		['imports keep to the architecture', 'scripts/check-architecture.mjs'],
		['the code is formatted (npm run format does it)', 'node_modules/prettier/bin/prettier.cjs', '--check', '.'],
	],
	[['lint rules hold', 'node_modules/eslint/bin/eslint.js', '.']],
];

/** Every check and every test, and a last line that counts the tests. What follows the command goes to vitest. */
async function runTests(): Promise<void> {
	const given = process.argv.slice(2);
	if (given.length === 0) prepareServers();
	const broken = (await Promise.all(checks.map(findBroken))).flat();
	const projects = given.some((arg) => arg.startsWith('--project')) ? [] : ['--project=quick', '--project=real', '--project=alone'];
	const { report, code } = await runVitest([...projects, ...given]);
	const counts = report ? countTests(report) : { passed: 0, failed: 0, skipped: 0 };
	if (broken.length > 0) console.log(`\nNot so: ${broken.join('; ')}.`);
	if (code !== 0 && counts.failed === 0)
		console.log(`\nvitest ended with exit code ${code} although no test failed; its reason stands above.`);
	console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
	process.exitCode = isSuccess(counts) && code === 0 && broken.length === 0 ? 0 : 1;
}

/** In a process group of its own, which ends with this process at the latest. */
function prepareServers(): void {
	const script = fileURLToPath(new URL('prepareServers.mts', import.meta.url));
	const child = spawn(process.execPath, [script], { cwd: checkout, env, detached: true, stdio: 'ignore' });
	child.unref();
	exitOnSignals();
	process.once('exit', () => child.pid !== undefined && signalProcess(-child.pid, 'SIGKILL'));
}

async function findBroken(row: readonly Check[]): Promise<readonly string[]> {
	const broken: string[] = [];
	for (const [name, script, ...args] of row) {
		if (!(await passes(name, script, args))) broken.push(name);
	}
	return broken;
}

async function passes(name: string, script: string, args: readonly string[]): Promise<boolean> {
	const lines: string[] = [];
	try {
		await step(name, () =>
			runCommand(process.execPath, [join(checkout, script), ...args], { cwd: checkout, env, onLine: (line) => lines.push(line) }),
		);
		return true;
	} catch (error) {
		if (!(error instanceof CommandError)) throw error;
		console.log(lines.join('\n'));
		return false;
	}
}

async function runVitest(args: readonly string[]): Promise<{ report: VitestReport | undefined; code: number }> {
	const folder = await mkdtemp(join(tmpdir(), 'shadow-clones-tests-'));
	const reportFile = join(folder, 'report.json');
	try {
		const vitest = join(checkout, 'node_modules', 'vitest', 'vitest.mjs');
		const flaky = `--reporter=${fileURLToPath(new URL('flakyReporter.mts', import.meta.url))}`;
		const reporters = ['--reporter=default', flaky, '--reporter=json', `--outputFile.json=${reportFile}`];
		// A test that fails is tried once more: other programs of the machine are no fault of ours. Who needed it is named at the end.
		const child = spawn(process.execPath, [vitest, 'run', '--retry=1', ...reporters, ...args], { cwd: checkout, env, stdio: 'inherit' });
		// Ctrl-C reaches vitest as well; this process stays to clean up.
		process.on('SIGINT', () => {});
		const [code] = (await once(child, 'exit')) as [number | null];
		const text = await readFile(reportFile, 'utf8').catch(() => undefined);
		return { report: text === undefined ? undefined : (JSON.parse(text) as VitestReport), code: code ?? 1 };
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

await runScript(runTests);
