import type { Reduced } from './reducers';
import type { Assessment } from './scorers';

export interface TimedAssessment extends Assessment {
	readonly id: string;
	readonly label: string;
	readonly durationMs: number;
}

/** How one scorer did; what it cannot know is absent. */
export interface ScorerSummary {
	readonly scorer: string;
	readonly scored: number;
	readonly unscored: number;
	readonly accepted: number;
	readonly agreement?: number;
	readonly ties?: number;
	readonly randomPick?: number;
	readonly durationMs: number;
}

/**
 * The receipt of one evaluation: how it chose.
 *
 * `unscored` counts candidates that no scorer has an opinion of. `ties` counts the other candidates that the scores cannot tell from the first;
 * the earlier clone was taken. `agreement` and `randomPick` are those of the first scorer that knows them, absent where none does.
 */
export interface EvaluationSummary {
	readonly candidates: number;
	readonly scored: number;
	readonly unscored: number;
	readonly accepted: number;
	readonly ties: number;
	readonly agreement?: number;
	readonly randomPick?: number;
	readonly durationMs: number;
	readonly remarks: readonly string[];
	readonly scorers: readonly ScorerSummary[];
}

/** Counts up what the scorers said; `ranked` is best first. */
export function summarise(
	assessments: readonly TimedAssessment[],
	ranked: readonly Reduced[],
	isTied: (left: Reduced, right: Reduced) => boolean,
	durationMs: number,
): EvaluationSummary {
	const [first, ...others] = ranked;
	const scored = ranked.filter(({ score }) => score !== undefined).length;
	const agreement = assessments.find((assessment) => assessment.agreement !== undefined)?.agreement;
	const randomPick = assessments.find((assessment) => assessment.randomPick !== undefined)?.randomPick;
	return {
		candidates: ranked.length,
		scored,
		unscored: ranked.length - scored,
		accepted: ranked.filter(({ accepted }) => accepted).length,
		ties: first?.score === undefined ? 0 : others.filter((other) => isTied(first, other)).length,
		...(agreement !== undefined && { agreement }),
		...(randomPick !== undefined && { randomPick }),
		durationMs: Math.round(durationMs),
		remarks: assessments.flatMap(({ remarks }) => remarks),
		scorers: assessments.map(summariseScorer),
	};
}

function summariseScorer({ id, opinions, agreement, ties, randomPick, durationMs }: TimedAssessment): ScorerSummary {
	const scored = opinions.filter(({ score }) => score.kind === 'scored').length;
	return {
		scorer: id,
		scored,
		unscored: opinions.length - scored,
		accepted: opinions.filter(({ accepted }) => accepted).length,
		...(agreement !== undefined && { agreement }),
		...(ties !== undefined && { ties }),
		...(randomPick !== undefined && { randomPick }),
		durationMs: Math.round(durationMs),
	};
}
