import { randomBytes } from 'node:crypto';
import { availableParallelism } from 'node:os';
import { SandboxUnavailableError } from '../errors';
import { FairTurns } from '../fairTurns';
import { isUnreadable, readHarnessOutput, refuseHuge, reportFromHarness, unreadable } from '../harnessOutput';
import type { Language, Sandbox, SandboxLimits, TestJob, TestReport, Tests } from '../sandbox';
import type { Trial } from '../toReport';
import { startInBubblewrap, type Bubblewrap } from './bubblewrap';
import { pythonHarness } from './harnessSource';
import { sitesOfCases, writePythonJob } from './pythonJob';
import { folderBytes, watchProcess, type ProcessEnd } from './watchProcess';

const checkLimits: SandboxLimits = { timeoutMs: 5000, memoryBytes: 256 * 1024 * 1024, outputBytes: 10_000 };

/** One process per candidate, a few at once; one more for a run that has none. */
const turns = new FairTurns(Math.max(2, availableParallelism()), 1);

/**
 * Runs Python behind the operating system's own walls (namespaces by bubblewrap, resource limits), one process per candidate.
 *
 * The verdict comes back on a pipe of its own. `durationMs` is without the time that Python takes to start.
 */
export class BubblewrapSandbox implements Sandbox {
	readonly languages: readonly Language[] = ['python'];

	constructor(private readonly bubblewrap: Bubblewrap) {}

	async checkTests(_language: Language, tests: Tests, signal: AbortSignal): Promise<void> {
		if (tests.kind === 'cases') {
			sitesOfCases(tests);
			return;
		}
		const { output, end } = await this.run({ code: '', tests, limits: checkLimits }, true, signal);
		if (output.tally && isUnreadable(output.tally)) throw unreadable(output.tally);
		if (!output.ended) throw unavailable(end);
	}

	async test(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		const sites = sitesOfCases(job.tests);
		const tooLong = refuseHuge(job.code);
		if (tooLong) return reportFromHarness(readHarnessOutput('', '-'), tooLong, sites, '', 0);
		const { output, end } = await this.run(job, false, signal);
		if (!output.started && !(output.tally && isUnreadable(output.tally))) throw unavailable(end);
		return reportFromHarness(
			output,
			output.ended && end.killedFor !== 'memory' ? undefined : brokenBy(end, job.limits),
			sites,
			end.printed,
			end.runMs,
		);
	}

	async close(): Promise<void> {}

	private async run(job: Pick<TestJob, 'code' | 'tests' | 'limits'>, checkOnly: boolean, signal: AbortSignal) {
		signal.throwIfAborted();
		return await turns.run(this, signal, async () => {
			signal.throwIfAborted();
			const nonce = randomBytes(16).toString('hex');
			const command = [this.bubblewrap.python, '-I', '-S', '-B', '-u', '-X', 'utf8', '-c', pythonHarness];
			const child = startInBubblewrap(this.bubblewrap, command, folderBytes);
			const input = writePythonJob({ nonce, resultFd: 3, progress: true, checkOnly, code: job.code, tests: job.tests, limits: job.limits });
			const end = await watchProcess(child, input, `\n${nonce}:started:\n`, job.limits, signal);
			return { end, output: readHarnessOutput(end.result, nonce) };
		});
	}
}

function brokenBy(end: ProcessEnd, limits: SandboxLimits): Trial['broken'] {
	if (end.killedFor === 'output') return { cause: 'output', message: `The candidate printed more than ${limits.outputBytes} bytes` };
	if (end.killedFor === 'memory')
		return { cause: 'memory', message: 'The candidate and what it started asked for more memory than they may have' };
	if (end.killedFor === 'timeout') return { cause: 'timeout', message: `The candidate was stopped after ${limits.timeoutMs} ms` };
	return {
		cause: 'crashed',
		message: `The candidate ended the process that tells its results (exit code ${end.code ?? end.signal ?? 'unknown'})`,
	};
}

function unavailable(end: ProcessEnd): SandboxUnavailableError {
	const told = end.complaint.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
	return new SandboxUnavailableError(
		`Python did not start inside bubblewrap${told ? `: ${told}` : ''}`,
		'Look whether "bwrap --unshare-all --ro-bind / / true" works for the user that runs n8n, or give the address of a code-running service.',
	);
}
