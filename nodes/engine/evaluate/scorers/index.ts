import { executionAgreement, type DrafterTools, type ExecutionAgreementSettings } from './executionAgreement';
import { judge, type JudgeSettings, type JudgeTools } from './judge';
import { rewardModel, type RewardModelSettings, type RewardModelTools } from './rewardModel';
import { rules, type RulesSettings } from './rules';
import { runTests, type RunTestsSettings, type RunTestsTools } from './runTests';
import type { Scorer } from './scorer';
import { vote, type VoteSettings } from './vote';

export type { Assessment, Opinion, Scorer } from './scorer';

/** Everything that scorers need from outside. */
export type ScorerTools = RunTestsTools & DrafterTools & JudgeTools & RewardModelTools;

/** What each scorer wants to know, by its id. Ids are saved inside workflows: never rename one. */
export interface ScorerSettings {
	readonly executionAgreement: ExecutionAgreementSettings;
	readonly judge: JudgeSettings;
	readonly rewardModel: RewardModelSettings;
	readonly runTests: RunTestsSettings;
	readonly vote: VoteSettings;
	readonly rules: RulesSettings;
}

export type ScorerId = keyof ScorerSettings;

const scorers: { readonly [Id in ScorerId]: (settings: ScorerSettings[Id], tools: ScorerTools) => Scorer } = {
	executionAgreement,
	judge,
	rewardModel,
	runTests,
	vote,
	rules,
};

/**
 * Makes a scorer ready to assess any number of runs.
 *
 * @throws InvalidInputError when its settings cannot be used.
 */
export function createScorer<Id extends ScorerId>(id: Id, settings: ScorerSettings[Id], tools: ScorerTools): Scorer {
	return scorers[id](settings, tools);
}
