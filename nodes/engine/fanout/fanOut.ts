import type { Candidate } from '../candidate';
import type { Receipt } from '../receipt';
import { checkRequest } from './checkRequest';
import { tooFewAnswers } from './errors';
import type { FanOutContext } from './fanOutContext';
import type { FanOutRequest } from './fanOutRequest';
import { Run } from './run';

export interface FanOutResult {
	/** In clone order, no matter which finished first. */
	readonly candidates: readonly Candidate[];
	readonly receipt: Receipt;
}

/**
 * Asks all clones at once and hands back what they answered, with a receipt.
 *
 * A clone that brings nothing is a row in the receipt. When the stop rule has what it wants, every clone still out is aborted and its
 * connection closed. With rounds, clones then see each other's findings, never each other's answers, and answer again, until a round brings no new finding; a clone's last answer counts. Candidates keep clone order.
 *
 * @throws InvalidInputError before any request, when the request cannot be used.
 * @throws TooFewAnswersError when fewer than `minimumAnswers` clones answered.
 * @throws whatever `signal.reason` is when the run is aborted from outside.
 */
export async function fanOut(request: FanOutRequest, context: FanOutContext): Promise<FanOutResult> {
	checkRequest(request);
	const run = new Run(request, context);
	const receipt = await run.finish();
	context.signal.throwIfAborted();
	if (receipt.answered < request.minimumAnswers) throw tooFewAnswers(request, receipt);
	return { candidates: run.candidatesInOrder(), receipt };
}
