import type { Sandbox, TestJob, TestReport, Tests } from '../../../nodes/engine/sandbox/sandbox';

type Reply = TestReport | Error;

/** A sandbox that runs nothing: it replies by script, to show what becomes of replies and faults that a real one seldom gives. */
export class ScriptedSandbox implements Sandbox {
	readonly languages = ['javascript', 'typescript', 'python'] as const;
	readonly jobs: TestJob[] = [];
	readonly checked: Tests[] = [];
	inFlight = 0;
	mostInFlight = 0;
	private readonly reply: (code: string) => Reply;

	/** `reply` is asked for every code but the empty one, which fails unless `onEmpty` says otherwise. */
	constructor(reply: (code: string) => Reply, onEmpty: Reply = broken('threw', 'add is not defined')) {
		this.reply = (code) => (code === '' ? onEmpty : reply(code));
	}

	async checkTests(_: string, tests: Tests): Promise<void> {
		this.checked.push(tests);
	}

	async test(job: TestJob, signal: AbortSignal): Promise<TestReport> {
		signal.throwIfAborted();
		this.jobs.push(job);
		this.mostInFlight = Math.max(this.mostInFlight, ++this.inFlight);
		await new Promise((resolve) => setImmediate(resolve));
		this.inFlight--;
		const reply = this.reply(job.code);
		if (reply instanceof Error) throw reply;
		return reply;
	}

	async close(): Promise<void> {}

	get codes(): readonly string[] {
		return this.jobs.map(({ code }) => code);
	}
}

export function finished(passed: number, total: number, changes: Partial<Extract<TestReport, { kind: 'finished' }>> = {}): TestReport {
	return { kind: 'finished', passed, total, output: '', durationMs: 1, ...changes };
}

export function broken(cause: Extract<TestReport, { kind: 'broken' }>['cause'], message: string, passed = 0, total?: number): TestReport {
	return { kind: 'broken', cause, message, passed, ...(total !== undefined && { total }), output: '', durationMs: 1 };
}
