import { formatCount, formatDuration } from './formats';
import type { ReceiptSums } from './receiptSums';
import { describeAgreement } from './tables';

/** What all receipts come to, in a few plain sentences. */
export function describeSums({ total, span }: ReceiptSums): string {
	if (span === undefined) return 'There are no receipts of runs yet.';
	const { runs, asked, answered, measuredRuns, savedMs, decided, picked, lookedUp, cacheHits } = total;
	const sentences = [
		`${formatCount(runs)} ${runs === 1 ? 'run' : 'runs'} from ${span.from.slice(0, 10)} to ${span.to.slice(0, 10)}: ${formatCount(answered)} of ${formatCount(asked)} clones answered`,
		measuredRuns === 0
			? 'Time saved was not measured'
			: `${formatDuration(savedMs)} saved, measured in ${formatCount(measuredRuns)} of ${formatCount(runs)} runs`,
		...(decided === 0
			? []
			: [`An answer was picked in ${formatCount(picked)} of ${formatCount(decided)} choices; agreement ${describeAgreement(total)}`]),
		...(lookedUp === 0 ? [] : [`${formatCount(cacheHits)} of ${formatCount(lookedUp)} answers came from the cache`]),
		`${formatCount(total.promptTokens + total.completionTokens)} tokens in ${formatCount(total.requests)} requests`,
	];
	return `${sentences.join('. ')}.`;
}
