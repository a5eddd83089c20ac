import type { Candidate, Verdict } from '../candidate';
import { InvalidInputError } from '../errors';
import { isBlank } from '../text/isBlank';
import { untilAborted } from '../untilAborted';
import { createReducer, type Combination, type Reduced } from './reducers';
import type { Assessment, Scorer } from './scorers';
import type { EvaluationSummary } from './evaluationSummary';
import { summarise, type TimedAssessment } from './summarise';

export interface EvaluateRequest {
	/** Of one run, in clone order. */
	readonly candidates: readonly Candidate[];
	/** In the order in which they decide. */
	readonly scorers: readonly Scorer[];
	readonly combination: Combination;
}

/** A verdict with what the scorers took out of the candidate, such as its code or its answer. */
export interface EvaluatedCandidate extends Verdict {
	/** Where the candidate stood in the request, counted from 0. */
	readonly index: number;
	readonly extracted: Readonly<Record<string, unknown>>;
}

export interface Evaluation {
	/** Best first; every candidate is here once. */
	readonly verdicts: readonly EvaluatedCandidate[];
	readonly summary: EvaluationSummary;
}

/**
 * Ranks the candidates of one run by what the scorers think of them.
 *
 * Accepted come before not accepted, scored before unscored, an answer before none; ties go to the earlier candidate. A candidate that no scorer has an opinion of is
 * never accepted. The scorers work at the same time.
 *
 * @throws InvalidInputError when there is nothing to evaluate, or a scorer cannot use what the user asked for.
 * @throws whatever `signal.reason` is when aborted, at once, whatever the scorers are waiting for.
 */
export async function evaluate({ candidates, scorers, combination }: EvaluateRequest, signal: AbortSignal): Promise<Evaluation> {
	if (candidates.length === 0)
		throw new InvalidInputError(
			'There are no candidates to evaluate',
			'Connect Shadow Clone Fan-Out, whose hint says why no clone answered.',
		);
	if (scorers.length === 0)
		throw new InvalidInputError('Nothing is chosen to score the candidates by', 'Choose at least one way in Score By.', 'Score By');
	const reduce = createReducer(combination, scorers.length);
	const startedAt = performance.now();
	const assess = async () => await Promise.all(scorers.map((scorer) => assessBy(scorer, candidates, signal)));
	const assessments = await untilAborted(assess, signal);
	const durationMs = performance.now() - startedAt;

	const entries = candidates.map((candidate, index) => {
		const opinions = assessments.flatMap(({ label, opinions }) =>
			opinions[index] === undefined ? [] : [{ label, opinion: opinions[index] }],
		);
		const scores = assessments.flatMap(({ id, opinions }) =>
			opinions[index] === undefined ? [] : [{ scorer: id, ...opinions[index].score }],
		);
		const extracted: Record<string, unknown> = Object.assign({}, ...opinions.map(({ opinion }) => opinion.extracted ?? {}));
		return { candidate, index, reduced: reduce(opinions), scores, extracted };
	});
	const ranked = entries.toSorted(
		(left, right) =>
			compare(left.reduced, right.reduced) ||
			Number(isBlank(left.candidate.text)) - Number(isBlank(right.candidate.text)) ||
			left.index - right.index,
	);
	const verdicts = ranked.map(({ candidate, index, reduced, scores, extracted }, place): EvaluatedCandidate => {
		const { accepted, score } = reduced;
		const reason =
			accepted && place > 0 ? `${reduced.reason}; accepted too, but clone ${ranked[0]?.candidate.run.clone} ranks higher` : reduced.reason;
		return { candidate, index, rank: place + 1, accepted, ...(score !== undefined && { score }), reason, scores, extracted };
	});
	return {
		verdicts,
		summary: summarise(assessments, ranked, (left, right) => compare(left, right) === 0, durationMs),
	};
}

async function assessBy(scorer: Scorer, candidates: readonly Candidate[], signal: AbortSignal): Promise<TimedAssessment> {
	const startedAt = performance.now();
	const assessment: Assessment = await scorer.assess(candidates, signal);
	const { id, label } = assessment.chosen ?? scorer;
	return { ...assessment, id, label, durationMs: performance.now() - startedAt };
}

/** Negative when `left` is better. */
function compare(left: Reduced, right: Reduced): number {
	if (left.accepted !== right.accepted) return left.accepted ? -1 : 1;
	for (let index = 0; index < Math.max(left.keys.length, right.keys.length); index++) {
		const [ours, theirs] = [left.keys[index], right.keys[index]];
		if (ours === theirs) continue;
		if (ours === undefined) return 1;
		if (theirs === undefined) return -1;
		return theirs - ours;
	}
	return 0;
}
