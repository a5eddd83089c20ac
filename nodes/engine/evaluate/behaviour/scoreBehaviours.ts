import type { Input } from './collectInputs';
import { isValue, measureConsensus, type Consensus } from './measureConsensus';
import type { Behaviour } from './observe';

export interface Observed {
	/** Where the candidate stands in the request, counted from 0. */
	readonly index: number;
	readonly behaviour: Behaviour;
}

/** A candidate that was run, with how it did on the examples of the task and on the drafted ones. */
export interface ScoredBehaviour extends Observed {
	readonly passed: number;
	readonly examples: number;
	readonly draftsPassed: number;
	readonly drafts: number;
	readonly consensus: Consensus;
	/** From 0 to 1. */
	readonly score: number;
}

/**
 * Scores behaviours: examples of the task passed come first, then agreement with the others, which what passes of drafted tests multiplies.
 *
 * For examples the product of both, as in CodeT (Chen et al., 2022), would let many alike outweigh a failed one; drafted tests are guesses, and their product is CodeT's. One that gives no value on any input scores 0.
 */
export function scoreBehaviours(observed: readonly Observed[], inputs: readonly Input[]): readonly ScoredBehaviour[] {
	const shown = inputs.filter(({ from }) => from === 'task').length;
	const consensus = measureConsensus(
		observed.map(({ behaviour }) => behaviour.came),
		shown,
	);
	return observed.map(({ index, behaviour }, place): ScoredBehaviour => {
		const [passed, examples] = countPassed(behaviour, inputs, 'task');
		const [draftsPassed, drafts] = countPassed(behaviour, inputs, 'draft');
		const measured = { index, behaviour, passed, examples, draftsPassed, drafts, consensus: consensus[place] as Consensus };
		return { ...measured, score: scoreOf(measured) };
	});
}

/** One that gives nothing but exceptions behaves like every other such one, and that proves nothing. */
export function isAlive({ behaviour }: Pick<Observed, 'behaviour'>): boolean {
	return behaviour.came.some(isValue);
}

function scoreOf({ behaviour, passed, examples, draftsPassed, drafts, consensus }: Omit<ScoredBehaviour, 'score'>): number {
	if (!isAlive({ behaviour })) return 0;
	return (passed + (consensus.value * (1 + draftsPassed)) / (1 + drafts)) / (examples + 1);
}

function countPassed({ expected, came }: Behaviour, inputs: readonly Input[], from: Input['from']): readonly [passed: number, of: number] {
	const checked = inputs.flatMap((input, place) =>
		input.from === from && expected[place] !== undefined ? [expected[place] === came[place]] : [],
	);
	return [checked.filter((right) => right).length, checked.length];
}
