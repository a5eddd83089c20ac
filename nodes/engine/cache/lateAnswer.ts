import { EngineError } from '../errors';
import { withinTime } from '../withinTime';

/** Somebody else was being asked the same, and took too long. */
export class LateAnswerError extends EngineError {
	override readonly name = 'LateAnswerError';
	readonly advice = 'Raise Clone Timeout or Deadline, or lower Max Tokens.';

	constructor() {
		super('Time was over while another clone was still being asked exactly the same question.');
	}
}

/** Milliseconds until then. */
export function leftOf(endsAt = Number.POSITIVE_INFINITY): number {
	return Math.max(0, endsAt - Date.now());
}

/**
 * Waits for what somebody else does, but no longer than there is time.
 *
 * @throws LateAnswerError after that; what the work throws; whatever `signal.reason` is when aborted.
 */
export async function untilLate<Result>(
	work: (signal: AbortSignal) => Promise<Result>,
	endsAt: number | undefined,
	signal: AbortSignal,
): Promise<Result> {
	const ended = await withinTime(work, leftOf(endsAt), signal);
	if (ended.kind === 'late') throw new LateAnswerError();
	if (ended.kind === 'threw') throw ended.error;
	return ended.value;
}
