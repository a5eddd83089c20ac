import { joinSignals } from '../../joinSignals';
import { InvalidTestsError, SandboxUnavailableError } from '../errors';
import { NoThreadError } from '../../workers/threadPool';
import { FairTurns } from '../fairTurns';
import type { Language, Sandbox, TestJob, TestReport, Tests } from '../sandbox';
import type { Trial } from '../toReport';
import type { PreparedJob } from './prepareForGuest';
import type { WorkerAnswer, WorkerTask } from './worker';
import { newWorkerNotes, parserLost, startedAt, type WorkerNotes } from './workerNotes';
import { mostWorkers, spareWorkers, workerPool } from './workerPool';

/** Over the candidate's own deadline: what the interrupt handler cannot stop is stopped by ending the worker. */
const graceMs = 500;
const prepareMs = 10_000;
const turns = new FairTurns(mostWorkers, spareWorkers);

/**
 * Runs JavaScript and TypeScript in QuickJS compiled to WebAssembly, each candidate in an instance of its own, in a worker thread.
 *
 * The candidate gets the language, a bounded console, timers that do not wait and `node:assert`: no file, network, process or host object.
 */
export class EmbeddedSandbox implements Sandbox {
	readonly languages: readonly Language[] = ['javascript', 'typescript'];

	async checkTests(language: Language, tests: Tests, signal: AbortSignal): Promise<void> {
		await askToRead(this, { kind: 'check', language, tests, notes: newWorkerNotes() }, signal);
	}

	async test(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		signal.throwIfAborted();
		const notes = newWorkerNotes();
		const watch = new Watch(notes, job.limits.timeoutMs + graceMs);
		const joined = joinSignals(signal, watch.signal);
		try {
			const answer = await turns.run(this, signal, async () => await ask({ kind: 'test', job, notes }, joined.signal));
			if (answer.kind !== 'report') throw new SandboxUnavailableError('The sandbox gave no report', 'Run again.');
			return answer.report;
		} catch (error) {
			signal.throwIfAborted();
			const broken = watch.signal.aborted ? stoppedLate(job) : brokenWithWorker(error, notes);
			if (!broken) throw error;
			const total = job.tests.kind === 'cases' ? { total: job.tests.cases.length } : {};
			return { kind: 'broken', ...broken, passed: 0, output: '', durationMs: watch.elapsedMs(), ...total };
		} finally {
			watch.end();
			joined.release();
		}
	}

	async close(): Promise<void> {}
}

/**
 * Reads a candidate and its tests in a worker, because both may be made to keep a parser busy.
 *
 * @throws InvalidTestsError when the tests cannot be read.
 */
export async function prepareInWorker(job: TestJob, signal: AbortSignal): Promise<PreparedJob> {
	await askToRead(signal, { kind: 'check', language: job.language, tests: job.tests, notes: newWorkerNotes() }, signal);
	const notes = newWorkerNotes();
	try {
		const answer = await askToRead(signal, { kind: 'prepare', job, notes }, signal);
		if (answer.kind !== 'prepared') throw new SandboxUnavailableError('The sandbox could not read the candidate', 'Run again.');
		return answer.prepared;
	} catch (error) {
		signal.throwIfAborted();
		const broken = error instanceof ReadTimeoutError ? readLate : brokenWithWorker(error, notes);
		if (!broken) throw error;
		return {
			kind: 'broken',
			broken,
			tests: {
				kind: 'tests',
				guest: { run: 'runTests', values: [], sites: 0 },
				sites: [{ text: 'the candidate can be read', mustBeReached: true }],
				throwIsVerdict: false,
			},
		};
	}
}

/** A candidate that is not read within its time. */
class ReadTimeoutError extends Error {
	override readonly name = 'ReadTimeoutError';
}

/**
 * Reading has its time from when a worker takes it up, however many wait before it.
 *
 * @throws InvalidTestsError for tests that are not read within it, ReadTimeoutError for a candidate.
 */
async function askToRead(owner: object, task: WorkerTask, signal: AbortSignal): Promise<WorkerAnswer> {
	const watch = new Watch(task.notes, prepareMs);
	const joined = joinSignals(signal, watch.signal);
	try {
		return await turns.run(owner, signal, async () => await ask(task, joined.signal));
	} catch (error) {
		signal.throwIfAborted();
		if (!watch.signal.aborted) throw error;
		if (task.kind !== 'check') throw new ReadTimeoutError(readLate.message);
		throw new InvalidTestsError(
			`The tests cannot be read: after ${prepareMs / 1_000} s the sandbox was not through with them`,
			'Make them shorter, or run again when this machine has less to do.',
		);
	} finally {
		watch.end();
		joined.release();
	}
}

async function ask(task: WorkerTask, signal: AbortSignal): Promise<WorkerAnswer> {
	signal.throwIfAborted();
	const pool = await workerPool();
	try {
		const answer = await pool.run<WorkerAnswer>(task, signal);
		if (answer.kind === 'unreadable') throw new InvalidTestsError(answer.message, answer.advice);
		return answer;
	} catch (error) {
		if (task.kind === 'check' && task.notes[parserLost])
			throw new InvalidTestsError('The tests cannot be read: they are nested too deeply', 'Write them more plainly.');
		if (error instanceof NoThreadError)
			throw new SandboxUnavailableError(`The sandbox cannot start. ${error.message}`, 'Reinstall the package, then restart n8n.', error);
		if ((error as Error).name === 'NoTypeScriptError')
			throw new SandboxUnavailableError((error as Error).message, 'Run n8n on Node 22.13 or later.', error);
		throw error;
	}
}

/** Ends a task some time after its work began; while it waits for a worker, the watch waits too. */
class Watch {
	private readonly controller = new AbortController();
	private timer: NodeJS.Timeout;

	constructor(
		private readonly notes: WorkerNotes,
		private readonly allowedMs: number,
	) {
		this.timer = setTimeout(() => this.look(), allowedMs);
	}

	get signal(): AbortSignal {
		return this.controller.signal;
	}

	elapsedMs(): number {
		const began = this.notes[startedAt] ?? 0;
		return began === 0 ? 0 : Date.now() - began;
	}

	end(): void {
		clearTimeout(this.timer);
	}

	private look(): void {
		const leftMs = this.allowedMs - this.elapsedMs();
		if (leftMs > 0) this.timer = setTimeout(() => this.look(), leftMs);
		else this.controller.abort();
	}
}

const readLate: NonNullable<Trial['broken']> = {
	cause: 'timeout',
	message: `The candidate could not be read within ${prepareMs / 1_000} s`,
};

function stoppedLate(job: TestJob): Trial['broken'] {
	return { cause: 'timeout', message: `The candidate was stopped after ${job.limits.timeoutMs} ms` };
}

/** What it means that the worker died; undefined when it did not. */
function brokenWithWorker(error: unknown, notes: WorkerNotes): Trial['broken'] {
	if (notes[parserLost]) return { cause: 'recursion', message: 'The candidate is nested too deeply to be read' };
	const { message = '', code = '' } = error instanceof Error ? (error as NodeJS.ErrnoException) : {};
	if (!/worker exited|Terminating worker thread|ERR_WORKER_OUT_OF_MEMORY|memory limit/i.test(`${message} ${code}`)) return undefined;
	return { cause: 'crashed', message: 'The candidate took its worker down' };
}
