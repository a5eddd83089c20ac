import type { IExecuteFunctions } from 'n8n-workflow';
import type { Combination } from '../engine/evaluate/reducers';
import type { EvaluationSummary } from '../engine/evaluate/evaluationSummary';
import type { Run } from '../shared/groupByRun';
import { keepReceipt } from '../shared/keepReceipt';
import { kinds } from './scorerFields';

/** Keeps the receipt of an evaluation: by what was picked, whether anyone was accepted, and what judges and drafters took. */
export function keepEvaluation(
	context: IExecuteFunctions,
	itemIndex: number,
	{ id, members }: Run,
	summary: EvaluationSummary,
	combination: Combination,
): void {
	const { candidates, accepted, agreement, requests = 0, retries = 0, tokens, durationMs } = summary;
	keepReceipt(context, itemIndex, {
		kind: 'evaluation',
		runId: id,
		models: [...new Set(members.flatMap(({ candidate }) => candidate.model ?? []))],
		asked: candidates,
		answered: summary.scored,
		requests,
		retries,
		tokens: tokens ?? { prompt: 0, completion: 0, cached: 0, unknown: 0 },
		wallMs: durationMs,
		outcome: {
			by: nameScorers(summary, combination),
			result: accepted > 0 ? 'accepted' : 'notAccepted',
			...(agreement !== undefined && { agreement }),
		},
	});
}

/** The first decides unless all count by their weights. */
function nameScorers({ scorers }: EvaluationSummary, { by }: Combination): string {
	const deciding = by === 'first' ? scorers.slice(0, 1) : scorers;
	return deciding.map(({ scorer, chosen = scorer }) => kinds.find((kind) => kind.id === chosen)?.label ?? chosen).join(' + ');
}
