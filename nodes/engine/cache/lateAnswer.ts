import { EngineError } from '../errors';

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
