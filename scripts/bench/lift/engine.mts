import type { Candidate } from '../../../nodes/engine/candidate.ts';
import type * as Endpoints from '../../../nodes/engine/endpoint/index.ts';
import type * as Forms from '../../../nodes/engine/evaluate/answerForm.ts';
import type * as Evaluating from '../../../nodes/engine/evaluate/evaluate.ts';
import type * as Scorers from '../../../nodes/engine/evaluate/scorers/index.ts';
import type * as Approaches from '../../../nodes/engine/fanout/approaches/index.ts';
import type * as FanningOut from '../../../nodes/engine/fanout/fanOut.ts';
import type * as Larger from '../../../nodes/engine/fanout/largerModel.ts';
import type * as Stopping from '../../../nodes/engine/fanout/stopRule.ts';
import type * as Sandboxes from '../../../nodes/engine/sandbox/index.ts';
import { requireBuilt } from '../built.mts';
import type { KeptAnswer } from './resultsFile.mts';

/** What of the built package is measured. */
export interface LiftEngine {
	readonly endpoints: typeof Endpoints;
	readonly fanningOut: typeof FanningOut;
	readonly scorers: typeof Scorers;
	readonly sandboxes: typeof Sandboxes;
	readonly approaches: typeof Approaches.approaches;
	readonly createFormsOf: typeof Forms.createFormsOf;
	readonly evaluate: typeof Evaluating.evaluate;
	readonly decideOnLarger: typeof Larger.decideOnLarger;
	readonly createStopRule: typeof Stopping.createStopRule;
}

export function loadEngine(): LiftEngine {
	return {
		endpoints: requireBuilt<typeof Endpoints>('endpoint/index.js'),
		fanningOut: requireBuilt<typeof FanningOut>('fanout/fanOut.js'),
		scorers: requireBuilt<typeof Scorers>('evaluate/scorers/index.js'),
		sandboxes: requireBuilt<typeof Sandboxes>('sandbox/index.js'),
		approaches: requireBuilt<typeof Approaches>('fanout/approaches/index.js').approaches,
		createFormsOf: requireBuilt<typeof Forms>('evaluate/answerForm.js').createFormsOf,
		evaluate: requireBuilt<typeof Evaluating>('evaluate/evaluate.js').evaluate,
		decideOnLarger: requireBuilt<typeof Larger>('fanout/largerModel.js').decideOnLarger,
		createStopRule: requireBuilt<typeof Stopping>('fanout/stopRule.js').createStopRule,
	};
}

/** Kept answers as the nodes would have them. */
export function toCandidates(task: string, answers: readonly KeptAnswer[], model = ''): readonly Candidate[] {
	return answers.map(({ approach, text, finishReason, promptTokens, completionTokens, ms }, index) => ({
		run: { id: 'lift', task, clone: index + 1, clones: answers.length },
		approach,
		model,
		sampling: {},
		text,
		finishReason,
		usage: { promptTokens, completionTokens },
		timing: { startedAt: '', durationMs: ms },
		attempts: 1,
	}));
}
