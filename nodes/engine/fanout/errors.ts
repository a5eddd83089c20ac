import { describeShare } from '../describeShare';
import { EngineError, isEngineError } from '../errors';
import { failureKind } from '../failureKind';
import type { MissingClone, Receipt } from '../receipt';
import type { FanOutRequest } from './fanOutRequest';

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

/** Says what most of the missing clones ran into, and how many needed to answer. */
export function tooFewAnswers(request: FanOutRequest, receipt: Receipt): TooFewAnswersError {
	const reasons = new Map<string, { count: number; advice: string }>();
	for (const { reason, advice } of receipt.missing) reasons.set(reason, { count: (reasons.get(reason)?.count ?? 0) + 1, advice });
	const [main] = [...reasons].sort((left, right) => right[1].count - left[1].count);
	const who =
		receipt.answered === 0
			? request.clones === 1
				? 'The clone did not answer'
				: `None of the ${request.clones} clones answered`
			: `${receipt.answered} of ${request.clones} clones answered and ${request.minimumAnswers} were needed`;
	const [kind] = receipt.missing.map((clone) => clone.kind);
	const isAlike = kind !== undefined && receipt.missing.every((clone) => clone.kind === kind);
	const others = describeShare({ count: main?.[1].count ?? 0, of: receipt.missing.length, otherReasons: reasons.size - 1, isAlike });
	return new TooFewAnswersError(
		`${who}: ${(main?.[0] ?? 'no reason is known').replace(/\.$/, '')}${others}`,
		main?.[1].advice ?? 'Lower Minimum Answers or ask more clones.',
		receipt,
	);
}

/** What kept a clone from answering, for its row in the receipt. */
export function explainMissing(error: unknown): Pick<MissingClone, 'kind' | 'reason' | 'advice'> {
	const kind = failureKind(error);
	if (isEngineError(error)) return { kind, reason: error.message, advice: error.advice };
	return {
		kind,
		reason: error instanceof Error ? error.message : String(error),
		advice: 'This was not foreseen: please report it with the text above.',
	};
}
