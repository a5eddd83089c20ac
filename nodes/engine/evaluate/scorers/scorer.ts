import type { Candidate, Score } from '../../candidate';
import type { ModelCalls } from '../callTally';
import type { FieldSet, ValuesOf } from '../field';

import type { ScorerTools } from './tools';

/** One scorer's opinion of one candidate. `accepted` is by this scorer's own measure, false where it has no opinion. */
export interface Opinion {
	readonly score: Score;
	readonly accepted: boolean;
	/** What the scorer took out of the candidate in order to judge it, such as its code or its answer. */
	readonly extracted?: Readonly<Record<string, unknown>>;
	/** What all candidates share that are right or wrong together, also those that are not scored; absent where the scorer does not count who agrees. */
	readonly group?: string;
}

/**
 * One scorer's opinions of one run, in the candidates' order.
 *
 * `remarks` concern the whole run and are meant for the user. What a scorer cannot know is absent.
 */
export interface Assessment {
	readonly opinions: readonly Opinion[];
	readonly remarks: readonly string[];
	/** Share of the candidates with an answer that gave the leading one; where none is the same, how much it is like the others. */
	readonly agreement?: number;
	/** Other answers that this scorer puts as high as the leading one. */
	readonly ties?: number;
	/** Pairs in which a judge's opinion turned with the order. */
	readonly flips?: number;
	/** What was asked of models; absent where nothing was. */
	readonly asked?: ModelCalls;
	/** The scorer that was chosen to do it, and why; absent where there was no choice. */
	readonly chosen?: { readonly id: string; readonly label: string; readonly because: string };
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

/**
 * What a scorer says of itself: nodes make their fields of it, and read them by it.
 *
 * Its `id` and the names of its fields are saved inside workflows: never rename one. Two scorers that ask for the same field share one object.
 */
export interface ScorerKind<Fields extends FieldSet, Options extends FieldSet, Settings> {
	readonly id: string;
	readonly label: string;
	readonly description: string;
	/** By what it scores, in a word or two. */
	readonly by: string;
	/** What it looks at: the code in an answer, or the answer as it stands. */
	readonly looksAt: 'code' | 'answer';
	/** Whether it accepts the leading answer alone, as it only says which is better: the others lost by nothing of their own. */
	readonly acceptsOne?: true;
	/** What it may ask for from outside; it says itself where it cannot go without. */
	readonly uses: { readonly modelServer?: true; readonly sandbox?: true };
	/** What is seen on opening. */
	readonly fields: Fields;
	/** What most can leave alone. */
	readonly options: Options;
	/** Whether what it scores by is not given: another scorer that looks at the same then does without it. */
	readonly lacks?: (values: ValuesOf<Fields & Options>) => boolean;
	/** Seconds into milliseconds, megabytes into bytes. */
	readonly read: (values: ValuesOf<Fields & Options>) => Settings;
	/** @throws InvalidInputError when the settings cannot be used. */
	readonly create: (settings: Settings, tools: ScorerTools) => Scorer;
}

/** Gives a scorer's description its types. */
export function defineScorer<const Fields extends FieldSet, const Options extends FieldSet, Settings>(
	kind: ScorerKind<Fields, Options, Settings>,
): ScorerKind<Fields, Options, Settings> {
	return kind;
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
