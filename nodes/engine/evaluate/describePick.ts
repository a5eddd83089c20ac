import type { EvaluationSummary, ScorerSummary } from './evaluationSummary';

type DescribedEvaluation = Pick<EvaluationSummary, 'accepted' | 'scorers'>;

/** Scorers whose verdict is whether a candidate is right, as far as their tests go. */
const PROVING: readonly string[] = ['runTests'];
/** Scorers that count who agrees, rather than measure how alike candidates are. */
const COUNTING: readonly string[] = ['executionAgreement', 'vote'];

/**
 * What picking was worth: how often a pick at random would have been as good, by the first scorer that knows.
 *
 * Agreement is no proof, so there the sentence begins with "if". Undefined where nobody knows, nothing was accepted, or all were alike.
 */
export function describePick({ accepted, scorers }: DescribedEvaluation): string | undefined {
	const telling = scorers.find(isTelling);
	if (telling === undefined || accepted === 0) return undefined;
	const share = telling.randomPick ?? telling.accepted / telling.scored;
	if (share <= 0 || share >= 1) return undefined;
	const percent = `${Math.round(share * 100)} %`;
	if (isOneOf(COUNTING, telling)) return `If this pick is right, a random one would have been right in ${percent}.`;
	return `A random pick would have ${isOneOf(PROVING, telling) ? 'been right' : 'passed'} in ${percent}, this pick passed.`;
}

function isTelling(scorer: ScorerSummary): boolean {
	return scorer.scored > 0 && (scorer.randomPick !== undefined || isOneOf(COUNTING, scorer));
}

function isOneOf(ids: readonly string[], { scorer, chosen }: ScorerSummary): boolean {
	return ids.includes(chosen ?? scorer);
}
