import { automatic } from './automatic';
import { consensus } from './consensus';
import { executionAgreement } from './executionAgreement';
import { judge } from './judge';
import { rewardModel } from './rewardModel';
import { rules } from './rules';
import { runTests } from './runTests';
import type { Scorer } from './scorer';
import type { ScorerTools } from './tools';
import { vote } from './vote';

export type { Field, FieldSet, ValuesOf } from '../field';
export type { Assessment, Opinion, Scorer, ScorerKind } from './scorer';
export type { Question, ScorerTools } from './tools';

/** Every way to score candidates, by its id; their fields are seen in this order. */
export const scorers = { automatic, runTests, executionAgreement, vote, consensus, judge, rewardModel, rules };

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
