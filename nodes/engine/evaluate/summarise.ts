import type { Candidate } from '../candidate';
import { addTokens } from '../endpoint/tokenCount';
import { describePick } from './describePick';
import type { EvaluationSummary, ScorerSummary } from './evaluationSummary';
import type { Reduced } from './reducers';
import type { Assessment } from './scorers';

export interface TimedAssessment extends Assessment {
	readonly id: string;
	readonly label: string;
	readonly durationMs: number;
}

interface RankedCandidate {
	readonly candidate: Candidate;
	/** Where it stands in the scorers' opinions. */
	readonly index: number;
	readonly reduced: Reduced;
}

/** Counts up what the scorers said; `ranked` is best first. */
export function summarise(
	assessments: readonly TimedAssessment[],
	ranked: readonly RankedCandidate[],
	isTied: (left: Reduced, right: Reduced) => boolean,
	durationMs: number,
): EvaluationSummary {
	const [first, ...others] = ranked;
	const scored = ranked.filter(({ reduced: { score } }) => score !== undefined).length;
	const tied = first?.reduced.score === undefined ? [] : others.filter((other) => isTied(first.reduced, other.reduced));
	const agreement = assessments.find((assessment) => assessment.agreement !== undefined)?.agreement;
	const chosen = assessments.find((assessment) => assessment.chosen !== undefined)?.chosen;
	const randomPick = assessments.find((assessment) => assessment.randomPick !== undefined)?.randomPick;
	const summary: EvaluationSummary = {
		candidates: ranked.length,
		scored,
		unscored: ranked.length - scored,
		accepted: ranked.filter(({ reduced }) => reduced.accepted).length,
		ties: tied.length,
		...(agreement !== undefined && { agreement }),
		...(randomPick !== undefined && { randomPick }),
		...addUp(assessments),
		durationMs: Math.round(durationMs),
		...(chosen !== undefined && { chosenBecause: chosen.because }),
		remarks: assessments.flatMap(({ remarks }) => remarks),
		scorers: assessments.map(summariseScorer),
	};
	if (first === undefined || !first.reduced.accepted) return summary;
	const worth = describePick({
		candidates: ranked.toSorted((left, right) => left.index - right.index).map(({ candidate }) => candidate),
		assessments,
		picked: first.index,
		tied: tied.map(({ index }) => index),
	});
	return worth === undefined ? summary : { summary: worth, ...summary };
}

function addUp(assessments: readonly TimedAssessment[]): Pick<EvaluationSummary, 'flips' | 'requests' | 'retries' | 'tokens'> {
	const flips = assessments.flatMap((assessment) => assessment.flips ?? []);
	const asked = assessments.flatMap((assessment) => assessment.asked ?? []);
	return {
		...(flips.length > 0 && { flips: add(flips) }),
		...(asked.length > 0 && {
			requests: add(asked.map(({ requests }) => requests)),
			retries: add(asked.map(({ retries }) => retries)),
			tokens: addTokens(asked.map(({ tokens }) => tokens)),
		}),
	};
}

function add(counts: readonly number[]): number {
	return counts.reduce((sum, count) => sum + count, 0);
}

function summariseScorer({ id, chosen, opinions, agreement, ties, flips, randomPick, asked, durationMs }: TimedAssessment): ScorerSummary {
	const scored = opinions.filter(({ score }) => score.kind === 'scored').length;
	return {
		scorer: id,
		...(chosen !== undefined && { chosen: chosen.id }),
		scored,
		unscored: opinions.length - scored,
		accepted: opinions.filter(({ accepted }) => accepted).length,
		...(agreement !== undefined && { agreement }),
		...(ties !== undefined && { ties }),
		...(flips !== undefined && { flips }),
		...(asked !== undefined && { requests: asked.requests, tokens: asked.tokens }),
		...(randomPick !== undefined && { randomPick }),
		durationMs: Math.round(durationMs),
	};
}
