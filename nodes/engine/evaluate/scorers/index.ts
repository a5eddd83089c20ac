import * as scorers from './all';
import type { Scorer } from './scorer';
import type { ScorerTools } from './tools';

export type { Field, FieldSet, ValuesOf } from '../field';
export type { Assessment, Opinion, Scorer, ScorerKind } from './scorer';
export type { Question, ScorerTools } from './tools';

/** Every way to score candidates, by its id. */
export { scorers };

export type ScorerId = keyof typeof scorers;

/** What each scorer wants to know. */
export type ScorerSettings = { readonly [Id in ScorerId]: Parameters<(typeof scorers)[Id]['create']>[0] };

/**
 * Makes a scorer ready to assess any number of runs.
 *
 * @throws InvalidInputError when its settings cannot be used.
 */
export function createScorer<Id extends ScorerId>(id: Id, settings: ScorerSettings[Id], tools: ScorerTools): Scorer {
	return scorers[id].create(settings as never, tools);
}
