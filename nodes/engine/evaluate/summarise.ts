import type { ModelCalls } from './callTally';
import { describePick } from './describePick';
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
	/** The one that did it, where this one only chooses. */
	readonly chosen?: string;
	readonly scored: number;
	readonly unscored: number;
	readonly accepted: number;
	readonly agreement?: number;
	readonly ties?: number;
	readonly flips?: number;
	readonly randomPick?: number;
	readonly requests?: number;
	readonly tokens?: ModelCalls['tokens'];
	readonly durationMs: number;
}

/**
 * The receipt of one evaluation: how it chose.
 *
 * `unscored` counts candidates that no scorer has an opinion of. `ties` counts the other candidates that the scores cannot tell from the first;
 * the earlier clone was taken. `agreement` and `randomPick` are those of the first scorer that knows them, absent where none does. `flips`, `requests` and
 * `tokens` add up those of all scorers, absent where nobody was asked; a token count that one of them does not know is absent.
 */
export interface EvaluationSummary {
	/** What picking was worth, in a sentence; absent where that is not known. */
	readonly summary?: string;
	readonly candidates: number;
	readonly scored: number;
	readonly unscored: number;
	readonly accepted: number;
	readonly ties: number;
	readonly agreement?: number;
	readonly randomPick?: number;
	readonly flips?: number;
	readonly requests?: number;
	readonly tokens?: ModelCalls['tokens'];
	readonly durationMs: number;
	/** Why a scorer was chosen automatically, in a sentence; absent where none was. */
	readonly chosenBecause?: string;
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
	const chosen = assessments.find((assessment) => assessment.chosen !== undefined)?.chosen;
	const randomPick = assessments.find((assessment) => assessment.randomPick !== undefined)?.randomPick;
	const summary: EvaluationSummary = {
		candidates: ranked.length,
		scored,
		unscored: ranked.length - scored,
		accepted: ranked.filter(({ accepted }) => accepted).length,
		ties: first?.score === undefined ? 0 : others.filter((other) => isTied(first, other)).length,
		...(agreement !== undefined && { agreement }),
		...(randomPick !== undefined && { randomPick }),
		...addUp(assessments),
		durationMs: Math.round(durationMs),
		...(chosen !== undefined && { chosenBecause: chosen.because }),
		remarks: assessments.flatMap(({ remarks }) => remarks),
		scorers: assessments.map(summariseScorer),
	};
	const worth = describePick(summary);
	return worth === undefined ? summary : { summary: worth, ...summary };
}

function addUp(assessments: readonly TimedAssessment[]): Pick<EvaluationSummary, 'flips' | 'requests' | 'tokens'> {
	const flips = assessments.flatMap((assessment) => assessment.flips ?? []);
	const asked = assessments.flatMap((assessment) => assessment.asked ?? []);
	return {
		...(flips.length > 0 && { flips: add(flips) }),
		...(asked.length > 0 && {
			requests: add(asked.map(({ requests }) => requests)),
			tokens: { ...addTokens(asked, 'prompt'), ...addTokens(asked, 'completion') },
		}),
	};
}

function addTokens(asked: readonly ModelCalls[], kind: 'prompt' | 'completion'): ModelCalls['tokens'] {
	const counts = asked.flatMap(({ tokens }) => tokens[kind] ?? []);
	return counts.length < asked.length ? {} : { [kind]: add(counts) };
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
