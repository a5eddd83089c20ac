import { inNewShape } from '../shared/candidateItem';
import type { Run } from '../shared/groupByRun';
import { isFields } from '../shared/tidied';

/** How the same candidates were evaluated before they came here. */
export interface EarlierEvaluation {
	/** Ids of the scorers, in the order in which they decided. */
	readonly scorers: readonly string[];
	/** The clone that was Best; absent where none was accepted. */
	readonly best?: number;
}

interface EvaluatedJson {
	readonly rank?: unknown;
	readonly accepted?: unknown;
	readonly details?: { readonly evaluation?: { readonly scorers?: unknown } | null } | null;
}

/** The earlier evaluation that saved candidates bring along when they are replayed under another selector; undefined where they were never evaluated. */
export function readEarlier({ members }: Run): EarlierEvaluation | undefined {
	const evaluated = members.flatMap(({ item, candidate }) => {
		const json = inNewShape(item.json) as EvaluatedJson;
		return isFields(json.details?.evaluation) ? [{ json, evaluation: json.details.evaluation, clone: candidate.run.clone }] : [];
	});
	const [first] = evaluated;
	if (first === undefined) return undefined;
	const { scorers } = first.evaluation;
	const ids = (Array.isArray(scorers) ? scorers : []).flatMap((each: { scorer?: unknown } | null) =>
		typeof each?.scorer === 'string' ? [each.scorer] : [],
	);
	const best = evaluated.find(({ json }) => json.rank === 1 && json.accepted === true);
	return { scorers: ids, ...(best === undefined ? {} : { best: best.clone }) };
}
