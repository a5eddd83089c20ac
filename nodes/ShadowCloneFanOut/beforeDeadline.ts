import { EngineError } from '../engine/errors';
import { withinTime } from '../engine/withinTime';

/** The deadline came before any clone could start. */
class SlowStartError extends EngineError {
	override readonly name = 'SlowStartError';

	readonly advice: string;

	constructor(what: string, deadlineMs: number) {
		super(`The deadline of ${deadlineMs / 1000} s came before the clones could start: ${what} did not answer.`);
		this.advice = `Look why ${what} took so long, or set a later Deadline.`;
	}
}

/**
 * Waits for something that clones need, but not past their run's deadline. A deadline that is none counts as none here.
 *
 * @throws SlowStartError after that; what the work throws; whatever `signal.reason` is when aborted.
 */
export async function beforeDeadline<Result>(
	work: () => Promise<Result>,
	what: string,
	startedAt: number,
	deadlineMs: number | undefined,
	signal: AbortSignal,
): Promise<Result> {
	if (deadlineMs === undefined || !(deadlineMs > 0)) return await work();
	const ended = await withinTime(work, Math.max(1, startedAt + deadlineMs - Date.now()), signal);
	if (ended.kind === 'late') throw new SlowStartError(what, deadlineMs);
	if (ended.kind === 'threw') throw ended.error;
	return ended.value;
}
