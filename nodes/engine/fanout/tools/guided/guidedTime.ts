import type { AskOptions, ChatAnswer } from '../../../endpoint/endpoint';
import { isEndpointError } from '../../../endpoint/endpointError';
import { endOfTime } from '../../../endpoint/timeLimit';
import { ToolUseError } from '../errors';
import { checkTime } from '../toolTime';

/** Of the clone's time, after which no other step begins. */
const SHARE_FOR_STEPS = 0.6;
/** Of the clone's time, kept back for its answer from everything that is looked up. */
const SHARE_FOR_ANSWER = 0.25;

/**
 * The time of one guided clone, of which some is kept back for its answer, so that what it found is not lost.
 *
 * Nothing more is looked up where less is left than twice what its slowest question took.
 */
export class GuidedTime {
	/** Of the clone, for all of its time. */
	options!: AskOptions & { readonly startedAt: number };

	constructor(
		/** All that came so far. */
		private readonly answers: readonly ChatAnswer[],
		private readonly callCount: () => number,
	) {}

	/** Another answer begins. */
	begin(options: AskOptions): void {
		this.options = { startedAt: Date.now(), ...options };
	}

	/** All the time that is left. Throws a ToolUseError where that is none. */
	toAnswer(): AskOptions {
		checkTime(this.options, this.callCount());
		return this.options;
	}

	/** Too little is left to begin another step. */
	get isShort(): boolean {
		return Date.now() - this.options.startedAt > this.wholeMs * SHARE_FOR_STEPS || !this.isEnough;
	}

	/** What questions and calls before the answer may take. Throws a ToolUseError where nothing more may be asked. */
	toLookUp(): AskOptions {
		const options = { ...this.options, timeoutMs: this.isEnough ? this.lookUpEndsAt - this.options.startedAt : 0 };
		checkTime(options, this.callCount());
		return options;
	}

	/** At least a moment. */
	get leftToLookUpMs(): number {
		return Math.max(1, this.lookUpEndsAt - Date.now());
	}

	/** Whether it was `toLookUp` that ended, and the clone can still answer. */
	isKeptBack(error: unknown): boolean {
		const isOver =
			(error instanceof ToolUseError && error.kind === 'timeout') ||
			(isEndpointError(error) && (error.kind === 'cloneTimeout' || error.kind === 'runDeadline'));
		return isOver && !this.options.signal.aborted && Date.now() < this.endsAt;
	}

	private get endsAt(): number {
		return endOfTime(this.options).endsAt;
	}

	private get lookUpEndsAt(): number {
		return this.endsAt - Math.max(this.wholeMs * SHARE_FOR_ANSWER, this.slowestMs);
	}

	private get wholeMs(): number {
		return this.endsAt - this.options.startedAt;
	}

	private get slowestMs(): number {
		return Math.max(0, ...this.answers.map(({ timing }) => timing.durationMs));
	}

	private get isEnough(): boolean {
		return this.endsAt - Date.now() >= 2 * this.slowestMs;
	}
}
