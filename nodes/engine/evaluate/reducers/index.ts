import { firstDecides } from './firstDecides';
import type { Reducer } from './reducer';
import { statedWeights, type Weighting } from './statedWeights';

export type { NamedOpinion, Reduced, Reducer } from './reducer';

/** How the opinions of several scorers are brought together. */
export type Combination = { readonly by: 'first' } | ({ readonly by: 'weights' } & Weighting);

const reducers = {
	first: () => firstDecides(),
	weights: (combination: Weighting, scorers: number) => statedWeights(combination, scorers),
} as const;

export function createReducer(combination: Combination, scorers: number): Reducer {
	return reducers[combination.by](combination as never, scorers);
}
