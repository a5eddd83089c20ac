import type { AskOptions } from '../endpoint/endpoint';
import { EngineError } from '../errors';
import type { Answered } from './askClone';
import type { CloneWork } from './cloneWork';
import type { ClonePlan } from './planClones';
import { withinTime } from './tools/withinTime';

/** What a clone that works elsewhere is told. */
export interface Errand {
	readonly clone: number;
	readonly clones: number;
	readonly task: string;
	readonly approach: string;
	/** How it shall differ from its siblings, in words; empty: not. */
	readonly instruction: string;
	readonly system?: string;
	readonly model: string;
	readonly sampling: Answered['sampling'];
}

/** Does a clone's work somewhere else than by a model call, as in a workflow. */
export interface Elsewhere {
	/** In a few words, for receipt and candidate. */
	readonly name: string;
	/** Whoever calls stops waiting when `signal` is aborted; what was begun there may go on. */
	run(errand: Errand, signal: AbortSignal): Promise<{ readonly text: string; readonly data?: unknown }>;
}

/** A clone that works elsewhere took too long, or came back with nothing. */
export class ElsewhereError extends EngineError {
	override readonly name = 'ElsewhereError';

	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}

/** One clone that works elsewhere, bounded by the clone's timeout and the run's deadline. What it costs in tokens is not known here. */
export class ElsewhereWork implements CloneWork {
	constructor(
		private readonly elsewhere: Elsewhere,
		private readonly plan: ClonePlan,
		private readonly errand: Errand,
	) {}

	async answer({ signal, timeoutMs, deadlineAt = Number.POSITIVE_INFINITY }: AskOptions): Promise<Answered> {
		const startedAt = new Date().toISOString();
		const startedAtMs = performance.now();
		const leftMs = Math.max(1, Math.min(timeoutMs, deadlineAt - Date.now()));
		const ended = await withinTime(async (given) => await this.elsewhere.run(this.errand, given), leftMs, signal);
		if (ended.kind === 'threw') throw ended.error;
		if (ended.kind === 'late') throw this.tooLate(leftMs < timeoutMs, timeoutMs);
		const { text, data } = ended.value as Awaited<ReturnType<Elsewhere['run']>>;
		return {
			approach: this.plan.approach,
			model: this.elsewhere.name,
			sampling: {},
			text,
			...(data === undefined ? {} : { data }),
			finishReason: 'stop',
			usage: {},
			timing: { startedAt, durationMs: performance.now() - startedAtMs },
			attempts: 0,
			raw: undefined,
		};
	}

	private tooLate(isDeadline: boolean, timeoutMs: number): ElsewhereError {
		const whose = isDeadline
			? 'The deadline of the run came'
			: `The clone's time of ${Number((timeoutMs / 1000).toPrecision(3))} s ran out`;
		return new ElsewhereError(
			`${whose} before ${this.elsewhere.name} had answered; it may go on by itself.`,
			`Set a ${isDeadline ? 'later Deadline' : 'longer Clone Timeout'}, or a timeout in the settings of that workflow.`,
		);
	}
}
