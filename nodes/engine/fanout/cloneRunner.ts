import type { AskOptions } from '../endpoint/endpoint';
import { endOfTime } from '../endpoint/timeLimit';
import { EngineError } from '../errors';
import type { SchemaCheck } from '../jsonSchema';
import { parseJson } from '../parseJson';
import { jsonAgainPrompt } from '../prompts/jsonAnswer';
import type { Answered } from './askClone';
import type { CloneWork } from './cloneWork';
import type { ClonePlan } from './planClones';
import { withinTime } from '../withinTime';

/** What a clone that works elsewhere is told. */
export interface CloneTask {
	readonly clone: number;
	readonly clones: number;
	readonly task: string;
	readonly approach: string;
	/** How it differs from its siblings, in words; empty: not. */
	readonly instruction: string;
	readonly system?: string;
	readonly model: string;
	readonly sampling: Answered['sampling'];
}

/** What came back. */
export interface Brought {
	readonly text: string;
	readonly data?: unknown;
}

/** Does a clone's work somewhere else than by a model call, as in a workflow. */
export interface CloneRunner {
	/** In a few words, for receipt and candidate. */
	readonly name: string;
	/** The caller stops waiting when `signal` is aborted; what was begun there may go on. */
	run(cloneTask: CloneTask, signal: AbortSignal): Promise<Brought>;
}

/** A clone that works elsewhere took too long, or came back with nothing. */
export class CloneRunnerError extends EngineError {
	override readonly name = 'CloneRunnerError';

	constructor(
		message: string,
		readonly advice: string,
	) {
		super(message);
	}
}

/**
 * One clone that works elsewhere, bounded by the clone's timeout and the run's deadline. What it costs in tokens is not known here.
 *
 * With a `check`, its data, or the JSON in its text, must fit; where it does not, it is sent once more and told why.
 */
export class RunnerWork implements CloneWork {
	constructor(
		private readonly cloneRunner: CloneRunner,
		private readonly plan: ClonePlan,
		private readonly cloneTask: CloneTask,
		private readonly check?: SchemaCheck,
	) {}

	async answer(options: AskOptions): Promise<Answered> {
		const startedAt = new Date().toISOString();
		const startedAtMs = performance.now();
		const { endsAt, ending } = endOfTime(options);
		const ended = await withinTime(async (given) => await this.runInForm(given), Math.max(1, endsAt - Date.now()), options.signal);
		if (ended.kind === 'threw') throw ended.error;
		if (ended.kind === 'late') throw this.tooLate(ending === 'runDeadline', options.timeoutMs);
		const { text, data } = ended.value;
		return {
			approach: this.plan.approach,
			model: this.cloneRunner.name,
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

	private async runInForm(signal: AbortSignal): Promise<Brought> {
		const first = await this.cloneRunner.run(this.cloneTask, signal);
		if (this.check === undefined) return first;
		const read = readBrought(first, this.check);
		if (!('complaints' in read)) return read;
		const instruction = [this.cloneTask.instruction, jsonAgainPrompt(read.complaints)].filter((words) => words !== '').join(' ');
		const second = await this.cloneRunner.run({ ...this.cloneTask, instruction }, signal);
		const readAgain = readBrought(second, this.check);
		if (!('complaints' in readAgain)) return readAgain;
		throw new CloneRunnerError(
			`${this.cloneRunner.name} answered twice, but not in the asked form: ${readAgain.complaints.slice(0, 3).join('; ')}.`,
			'Let its last node give the answer as JSON text, or as an object in the field data.',
		);
	}

	private tooLate(isDeadline: boolean, timeoutMs: number): CloneRunnerError {
		const whose = isDeadline
			? 'The deadline of the run came'
			: `The clone's time of ${Number((timeoutMs / 1000).toPrecision(3))} s ran out`;
		return new CloneRunnerError(
			`${whose} before ${this.cloneRunner.name} had answered; it may go on by itself.`,
			`Set a ${isDeadline ? 'later Deadline' : 'longer Clone Timeout'}, or a timeout in the settings of that workflow.`,
		);
	}
}

function readBrought({ text, data }: Brought, check: SchemaCheck): Brought | { readonly complaints: readonly string[] } {
	const value = data ?? parseJson(text)?.value;
	if (value === undefined) return { complaints: ['it is not JSON'] };
	const complaints = check(value);
	return complaints.length === 0 ? { text, data: value } : { complaints };
}
