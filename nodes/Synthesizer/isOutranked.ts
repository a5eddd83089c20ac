import { scorers } from '../engine/evaluate/scorers';
import { isFields } from '../shared/tidied';

const acceptingOne: ReadonlySet<unknown> = new Set(Object.values(scorers).flatMap((kind) => (kind.acceptsOne === true ? [kind.id] : [])));

/**
 * Whether a candidate that was not accepted lost by nothing of its own: all scorers that judged it accept one answer alone.
 *
 * Takes the details of its item. What does not say who judged it says no.
 */
export function isOutranked(details: unknown): boolean {
	const evaluation = isFields(details) ? details['evaluation'] : undefined;
	const summaries = isFields(evaluation) && Array.isArray(evaluation['scorers']) ? evaluation['scorers'] : [];
	return summaries.length > 0 && summaries.every((summary) => acceptingOne.has(idOf(summary)));
}

function idOf(summary: unknown): unknown {
	return isFields(summary) ? (summary['chosen'] ?? summary['scorer']) : undefined;
}
