import { randomBytes } from 'node:crypto';
import type { AssertionSite } from '../assertionSite';
import { EmbeddedSandbox, prepareInWorker } from '../embedded/embeddedSandbox';
import { InvalidTestsError, SandboxUnavailableError } from '../errors';
import { isUnreadable, readHarnessOutput, reportFromHarness, refuseHuge, unreadable, type HarnessOutput } from '../harnessOutput';
import { pythonHarness } from '../python/harnessSource';
import { sitesOfCases, writePythonJob } from '../python/pythonJob';
import type { Language, Sandbox, SandboxLimits, TestJob, TestReport, Tests } from '../sandbox';
import { toReport, type Trial } from '../toReport';
import { nodeHarness } from './nodeHarnessSource';
import { PistonClient, type PistonReply, type PistonRuntime } from './pistonClient';

/** Of a trial's time, what an interpreter in a container may take to start. */
const startMs = 2000;
const answerMs = 30_000;
/** An interpreter's own need, beside what the candidate may have. */
const interpreterBytes = 192 * 1024 * 1024;
const checkLimits: SandboxLimits = { timeoutMs: 5000, memoryBytes: 256 * 1024 * 1024, outputBytes: 10_000 };

/**
 * Runs any of the languages on a code-running service over HTTP, in the shape of Piston.
 *
 * TypeScript loses its types here and is sent as JavaScript, so that the service needs Node and Python only.
 */
export class ServiceSandbox implements Sandbox {
	readonly languages: readonly Language[] = ['javascript', 'typescript', 'python'];
	private readonly client: PistonClient;
	private known: Promise<readonly PistonRuntime[]> | undefined;

	constructor(url: string, key?: string) {
		this.client = new PistonClient(url, key);
	}

	async checkTests(language: Language, tests: Tests, signal: AbortSignal): Promise<void> {
		const job = { language, code: '', tests, limits: checkLimits };
		if (language !== 'python') await new EmbeddedSandbox().checkTests(language, tests, signal);
		else if (tests.kind === 'cases') sitesOfCases(tests);
		else {
			const { output } = await this.runPython(job, true, signal);
			if (output.tally && isUnreadable(output.tally)) throw unreadable(output.tally);
		}
	}

	async test(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		signal.throwIfAborted();
		return job.language === 'python' ? await this.testPython(job, signal) : await this.testScript(job, signal);
	}

	/** What the service runs the language with, such as `python 3.11.2`. */
	async lookUp(language: Language, signal: AbortSignal): Promise<string> {
		const runtime = await this.runtimeFor(language, signal);
		return `${runtime.language} ${runtime.version}`;
	}

	async close(): Promise<void> {
		await this.client.close();
	}

	private async testPython(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		const sites = sitesOfCases(job.tests);
		const tooLong = refuseHuge(job.code);
		if (tooLong) return reportFromHarness(readHarnessOutput('', '-'), tooLong, sites, '', 0);
		const { output, answer, durationMs } = await this.runPython(job, false, signal);
		return reportFromHarness(output, brokenBy(output, answer, job.limits), sites, output.rest.slice(0, job.limits.outputBytes), durationMs);
	}

	private async runPython(job: TestJob, checkOnly: boolean, signal: AbortSignal) {
		const nonce = randomBytes(16).toString('hex');
		const input = writePythonJob({ nonce, resultFd: 1, progress: false, checkOnly, code: job.code, tests: job.tests, limits: job.limits });
		return await this.run('python', 'main.py', pythonHarness, input, nonce, job.limits, signal);
	}

	private async testScript(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		const prepared = await prepareInWorker(job, signal);
		const { sites, throwIsVerdict, guest } = prepared.tests;
		if (prepared.kind === 'broken') return toReport({ sites, throwIsVerdict, broken: prepared.broken, output: '', durationMs: 0 });
		const nonce = randomBytes(16).toString('hex');
		const input = JSON.stringify({ nonce, candidate: prepared.candidate, tests: guest, maxOutput: job.limits.outputBytes });
		const { output, answer, durationMs } = await this.run('javascript', 'main.js', nodeHarness, input, nonce, job.limits, signal);
		if (output.tally?.where === 'unreadable')
			throw new InvalidTestsError(`The tests cannot be run: ${output.tally.thrown}`, 'Use syntax that the Node of the service knows.');
		const known: readonly AssertionSite[] = throwIsVerdict ? [] : sites;
		return reportFromHarness(output, brokenBy(output, answer, job.limits), known, output.rest.slice(0, job.limits.outputBytes), durationMs);
	}

	private async run(
		language: string,
		name: string,
		content: string,
		stdin: string,
		nonce: string,
		limits: SandboxLimits,
		signal: AbortSignal,
	) {
		const runtime = await this.runtimeFor(language, signal);
		const startedAt = performance.now();
		const answer = await this.client.execute(
			{
				language: runtime.language,
				version: runtime.version,
				files: [{ name, content }],
				stdin,
				run_timeout: limits.timeoutMs + startMs,
				run_memory_limit: limits.memoryBytes + interpreterBytes,
			},
			limits.timeoutMs + startMs + answerMs,
			signal,
		);
		const output = readHarnessOutput(answer.run.stdout, nonce);
		if (!output.started && !output.ended && !wasKilled(answer)) throw notStarted(runtime, answer);
		return { output, answer, durationMs: answer.run.wall_time ?? performance.now() - startedAt };
	}

	private async runtimeFor(language: string, signal: AbortSignal): Promise<PistonRuntime> {
		this.known ??= this.client.runtimes(signal);
		this.known.catch(() => (this.known = undefined));
		const known = await this.known;
		const fitting = known.filter((one) => one.language === language || one.aliases.includes(language));
		const found = fitting.find((one) => one.runtime === undefined || one.runtime === 'node') ?? fitting[0];
		if (found) return found;
		const list = [...new Set(known.map((one) => `${one.language} ${one.version}`))].slice(0, 20).join(', ') || 'nothing';
		throw new SandboxUnavailableError(`The code-running service has no ${language}; it has ${list}`, `Install ${language} on the service.`);
	}
}

function wasKilled(answer: PistonReply): boolean {
	return (answer.run.signal ?? '') !== '' || ['TO', 'OL', 'EL', 'SG'].includes(answer.run.status ?? '');
}

function brokenBy(output: HarnessOutput, answer: PistonReply, limits: SandboxLimits): Trial['broken'] {
	const where: string = output.tally?.where ?? '';
	const { run } = answer;
	const over = { cause: 'output', message: `The candidate printed more than ${limits.outputBytes} bytes` } as const;
	if (where === 'output' || ['OL', 'EL'].includes(run.status ?? '') || run.stdout.length > limits.outputBytes + 16_000_000) return over;
	if (output.ended && output.rest.length > limits.outputBytes) return over;
	if (where === 'unsettled') return { cause: 'timeout', message: 'The candidate never settled a promise that was waited for' };
	if (output.ended) return undefined;
	if (run.stdout.length > limits.outputBytes) return over;
	if (/heap out of memory|MemoryError|Array buffer allocation failed/.test(run.stderr) || run.signal === 'SIGABRT' || run.code === 134) {
		return { cause: 'memory', message: 'The candidate asked for more memory than it may have' };
	}
	if (run.signal === 'SIGSEGV' || run.code === 139)
		return { cause: 'recursion', message: 'The candidate broke the interpreter, most likely by calling itself too deeply' };
	if (run.status === 'TO' || run.signal === 'SIGKILL' || run.signal === 'SIGXCPU' || run.code === 152 || run.code === 137) {
		return {
			cause: 'timeout',
			message: `The service ended the candidate: it took more than ${limits.timeoutMs} ms, or more memory than it may have`,
		};
	}
	return {
		cause: 'crashed',
		message: `The candidate ended its process (exit code ${run.code ?? run.signal ?? 'unknown'}) before the tests had ended`,
	};
}

function notStarted(runtime: PistonRuntime, answer: PistonReply): SandboxUnavailableError {
	const told = (answer.run.stderr || answer.run.stdout).trim().split('\n').at(-1)?.slice(0, 200) ?? '';
	return new SandboxUnavailableError(
		`The service's ${runtime.language} ${runtime.version} did not run our program${told ? `: ${told}` : ''}`,
		'Look at the log of the service; it needs Node 20 or Python 3.9 at least.',
	);
}
