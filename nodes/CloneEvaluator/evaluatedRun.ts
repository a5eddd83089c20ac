import type { Evaluation } from '../engine/evaluate/evaluate';
import type { Run } from '../shared/groupByRun';

/** A run and what came of it. */
export interface EvaluatedRun {
	readonly run: Run;
	readonly evaluation: Evaluation;
}
