import { workerData } from 'node:worker_threads';
import type { Language, TestJob, TestReport, Tests } from '../sandbox';
import { prepareForGuest, readTests, type PreparedJob, type Unreadable } from './prepareForGuest';
import type { PreparedCandidate } from '../javascript/prepareCandidate';
import { ParserLostError } from '../javascript/stripTypes';
import { GuestInstance } from './guestInstance';
import { lacksFunction } from '../lacksFunction';
import { letHostGoFirst } from '../../workers/letHostGoFirst';
import { localeData } from './locale/localeData';
import { parserLost, startedAt, type WorkerNotes } from './workerNotes';
import { runInGuest, type GuestEnd } from './runInGuest';
import { toReport, type Tally, type Trial } from '../toReport';

export type WorkerTask = (
	| { readonly kind: 'check'; readonly language: Language; readonly tests: Tests }
	/** Only reads both, for a sandbox that runs them elsewhere. */
	| { readonly kind: 'prepare'; readonly job: TestJob }
	| { readonly kind: 'test'; readonly job: TestJob }
) & { readonly notes: WorkerNotes };

export type WorkerAnswer =
	| { readonly kind: 'readable' }
	| { readonly kind: 'report'; readonly report: TestReport }
	| { readonly kind: 'prepared'; readonly prepared: PreparedJob }
	| Unreadable;

const wasmModule = workerData as WebAssembly.Module;
letHostGoFirst();

/** Made while nothing else is to be done, so that the next candidate need not wait for it. */
let ready: Promise<GuestInstance> | undefined;

/** What the pool calls in each worker. */
export default async function work(task: WorkerTask): Promise<WorkerAnswer> {
	task.notes[startedAt] = Date.now();
	try {
		return await answerTask(task);
	} catch (error) {
		if (!(error instanceof ParserLostError)) throw error;
		task.notes[parserLost] = 1;
		process.exit(1); // Ends this thread only; the pool starts another.
	}
}

async function answerTask(task: WorkerTask): Promise<WorkerAnswer> {
	if (task.kind === 'check') {
		const read = readTests(task.language, task.tests);
		return read.kind === 'unreadable' ? read : { kind: 'readable' };
	}
	if (task.kind === 'prepare') {
		const prepared = prepareForGuest(task.job);
		return prepared.kind === 'unreadable' ? prepared : { kind: 'prepared', prepared };
	}
	const answer = await testCandidate(task.job, task.notes);
	const { memoryBytes, outputBytes } = task.job.limits;
	setImmediate(() => {
		ready ??= GuestInstance.create(wasmModule, memoryBytes, outputBytes);
		ready.catch(() => (ready = undefined));
	});
	return answer;
}

async function testCandidate(job: TestJob, notes: WorkerNotes): Promise<WorkerAnswer> {
	const startMs = performance.now();
	const prepared = prepareForGuest(job);
	if (prepared.kind === 'unreadable') return prepared;
	const { tests } = prepared;
	const end = (trial: Omit<Trial, 'sites' | 'throwIsVerdict' | 'durationMs'>): WorkerAnswer => ({
		kind: 'report',
		report: toReport({ ...trial, sites: tests.sites, throwIsVerdict: tests.throwIsVerdict, durationMs: performance.now() - startMs }),
	});
	if (prepared.kind === 'broken') return end({ broken: prepared.broken, output: '' });
	const guest = await takeGuest(job);
	const locales = localeData(job.code, ...(job.tests.kind === 'code' ? [job.tests.source] : []));
	let ended: GuestEnd;
	try {
		if (locales !== undefined) guest.call('learnLocales', guest.context.newString(locales));
		notes[startedAt] = Date.now(); // Sampling locales was the sandbox's own work.
		guest.allow(job.limits.timeoutMs);
		ended = runInGuest(guest, prepared.candidate, tests.guest);
	} catch (error) {
		const broken = brokenByHost(guest, error, job);
		return end({ output: guest.output, ...(broken ? { broken } : {}) });
	}
	if (ended.kind === 'threw' && ended.where === 'tests') {
		const message = await whyTestsCannotRun(job);
		if (message !== undefined) {
			return {
				kind: 'unreadable',
				message: `The tests cannot be run: ${message}`,
				advice: 'Use syntax that QuickJS knows (ECMAScript 2023).',
			};
		}
	}
	const broken = lacksSyntax(guest, ended, prepared.candidate) ?? brokenBy(guest, ended, job);
	const tally = readTally(guest);
	return end({ output: guest.output, ...(tally ? { tally } : {}), ...(broken ? { broken } : {}) });
}

/** Asked without any candidate, which may have used up the memory or broken what the tests need; undefined where they run then. */
async function whyTestsCannotRun(job: TestJob): Promise<string | undefined> {
	const prepared = prepareForGuest({ ...job, code: '' });
	if (prepared.kind !== 'ready') return undefined;
	const guest = await takeGuest(job);
	guest.allow(job.limits.timeoutMs);
	try {
		const ended = runInGuest(guest, prepared.candidate, prepared.tests.guest);
		return ended.kind === 'threw' && ended.where === 'tests' ? ended.message : undefined;
	} catch {
		return undefined;
	}
}

async function takeGuest(job: TestJob): Promise<GuestInstance> {
	const { memoryBytes, outputBytes } = job.limits;
	const kept = await ready?.catch(() => undefined);
	ready = undefined;
	return kept?.fits(memoryBytes, outputBytes) ? kept : GuestInstance.create(wasmModule, memoryBytes, outputBytes);
}

function brokenBy(guest: GuestInstance, ended: GuestEnd, job: TestJob): Trial['broken'] {
	const { timeoutMs, outputBytes } = job.limits;
	if (guest.stopped === 'timeout') return { cause: 'timeout', message: `The candidate was stopped after ${timeoutMs} ms` };
	if (guest.stopped === 'output') return { cause: 'output', message: `The candidate printed more than ${outputBytes} bytes` };
	if (ended.kind === 'absent') return lacksFunction(job.tests.kind === 'cases' ? job.tests.functionName : undefined);
	if (ended.kind === 'never ended') return { cause: 'timeout', message: 'The candidate never settled a promise that was waited for' };
	if (ended.kind !== 'threw') return undefined;
	if (ended.where === 'candidate') return { cause: causeOf(ended.message), message: `The candidate stopped at: ${ended.message}` };
	// The tests run without it, so it is the candidate that stops them; the engine's own error is that it has no memory to read them into.
	return ended.message.startsWith('InternalError')
		? { cause: 'memory', message: 'The candidate left the tests no memory to run in' }
		: { cause: 'threw', message: `The candidate stopped the tests: ${ended.message}` };
}

/** A candidate that the parser has read, and the engine cannot: it is newer than the engine. */
function lacksSyntax(guest: GuestInstance, ended: GuestEnd, { source }: PreparedCandidate): Trial['broken'] {
	if (ended.kind !== 'threw' || ended.where !== 'candidate' || !ended.message.startsWith('SyntaxError') || guest.stopped) return undefined;
	const read = guest.run(`(async function () {\n${source}\n})`, 'candidate.js');
	return 'error' in read
		? { cause: 'missing', message: `It needs newer syntax than the sandbox has, which stopped at: ${ended.message}` }
		: undefined;
}

function causeOf(message: string): 'syntax' | 'threw' | 'memory' | 'recursion' {
	if (message.startsWith('InternalError: out of memory')) return 'memory';
	if (message.startsWith('InternalError: stack overflow')) return 'recursion';
	return message.startsWith('SyntaxError') ? 'syntax' : 'threw';
}

/** The WebAssembly itself gave up: the instance is lost, the worker is not. */
function brokenByHost(guest: GuestInstance, error: unknown, job: TestJob): Trial['broken'] {
	const message = error instanceof Error ? error.message : String(error);
	if (error instanceof RangeError) return { cause: 'recursion', message: 'The candidate called itself too deeply' };
	if (guest.stopped) return brokenBy(guest, { kind: 'ran' }, job);
	return /memory|allocat/i.test(message)
		? { cause: 'memory', message: 'The candidate asked for more memory than it may have' }
		: { cause: 'crashed', message: `The sandbox instance broke: ${message}` };
}

function readTally(guest: GuestInstance): Tally | undefined {
	try {
		guest.allow(100);
		const result = guest.call('report');
		return 'value' in result ? (JSON.parse(guest.context.getString(result.value)) as Tally) : undefined;
	} catch {
		return undefined;
	}
}
