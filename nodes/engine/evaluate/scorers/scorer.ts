import type { Candidate, Score } from '../../candidate';
import type { ModelCalls } from '../callTally';

/** One scorer's opinion of one candidate. `accepted` is by this scorer's own measure, false where it has no opinion. */
export interface Opinion {
	readonly score: Score;
	readonly accepted: boolean;
	/** What the scorer took out of the candidate in order to judge it, such as its code or its answer. */
	readonly extracted?: Readonly<Record<string, unknown>>;
}

/**
 * One scorer's opinions of one run, in the candidates' order.
 *
 * `remarks` concern the whole run and are meant for the user. What a scorer cannot know is absent.
 */
export interface Assessment {
	readonly opinions: readonly Opinion[];
	readonly remarks: readonly string[];
	/** Share of the candidates with an answer that gave the leading one. */
	readonly agreement?: number;
	/** Other answers that this scorer puts as high as the leading one. */
	readonly ties?: number;
	/** Pairs in which a judge's opinion turned with the order. */
	readonly flips?: number;
	/** What was asked of models; absent where nothing was. */
	readonly asked?: ModelCalls;
	/** How often a candidate picked at random among the scored would have been accepted. */
	readonly randomPick?: number;
}

/** A way to judge the candidates of one run. */
export interface Scorer {
	readonly id: string;
	readonly label: string;
	/**
	 * Judges every candidate.
	 *
	 * @throws InvalidInputError when what the user asked for cannot be used, whatever the candidates are.
	 * @throws whatever `signal.reason` is when aborted.
	 */
	assess(candidates: readonly Candidate[], signal: AbortSignal): Promise<Assessment>;
}

/** How often a random pick among the scored would have been accepted; absent where none was scored. */
export function randomPickOf(opinions: readonly Opinion[]): { readonly randomPick?: number } {
	const scored = opinions.filter((opinion) => opinion.score.kind === 'scored');
	if (scored.length === 0) return {};
	return { randomPick: scored.filter((opinion) => opinion.accepted).length / scored.length };
}

export function unscored(reason: string, extracted?: Readonly<Record<string, unknown>>): Opinion {
	return { score: { kind: 'unscored', reason }, accepted: false, ...(extracted !== undefined && { extracted }) };
}
