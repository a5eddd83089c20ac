import type { TokenSums } from '../endpoint/tokenCount';

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
	readonly tokens?: TokenSums;
	readonly durationMs: number;
}

/**
 * The receipt of one evaluation: how it chose.
 *
 * `unscored` counts candidates that no scorer has an opinion of. `ties` counts the other candidates that the scores cannot tell from the first;
 * the earlier clone was taken. `agreement` and `randomPick` are those of the first scorer that knows them, absent where none does. `flips`, `requests`,
 * `retries` and `tokens` add up those of all scorers, absent where nobody was asked.
 */
export interface EvaluationSummary {
	/** What picking was worth, and whether it was a tie, in a sentence or two; absent where that is not known. */
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
	readonly retries?: number;
	readonly tokens?: TokenSums;
	readonly durationMs: number;
	/** Why a scorer was chosen automatically, in a sentence; absent where none was. */
	readonly chosenBecause?: string;
	readonly remarks: readonly string[];
	readonly scorers: readonly ScorerSummary[];
}
