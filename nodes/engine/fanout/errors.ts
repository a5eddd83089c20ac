import { EngineError } from '../errors';
import type { Receipt } from '../receipt';

/** Fewer clones answered than asked for. Carries the receipt, so that nothing learnt is lost. */
export class TooFewAnswersError extends EngineError {
	override readonly name = 'TooFewAnswersError';

	constructor(
		message: string,
		readonly advice: string,
		readonly receipt: Receipt,
	) {
		super(message);
	}
}
