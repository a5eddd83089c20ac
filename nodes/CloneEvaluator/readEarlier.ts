import type { Run } from '../shared/groupByRun';

/** How the same candidates were evaluated before they came here. */
export interface EarlierEvaluation {
	/** Ids of the scorers, in the order in which they decided. */
	readonly scorers: readonly string[];
	/** The clone that was Best; absent where none was accepted. */
	readonly best?: number;
}

interface EvaluatedJson {
	readonly verdict?: { readonly rank?: unknown; readonly accepted?: unknown };
	readonly evaluation?: { readonly scorers?: unknown };
}

/** The earlier evaluation that saved candidates bring along when they are replayed under another selector; undefined where they were never evaluated. */
export function readEarlier({ members }: Run): EarlierEvaluation | undefined {
	const evaluated = members.filter(({ item }) => (item.json as EvaluatedJson).evaluation !== undefined);
	const [first] = evaluated;
	if (first === undefined) return undefined;
	const { scorers } = (first.item.json as EvaluatedJson).evaluation ?? {};
	const ids = (Array.isArray(scorers) ? scorers : []).flatMap((each: { scorer?: unknown } | null) =>
		typeof each?.scorer === 'string' ? [each.scorer] : [],
	);
	const best = evaluated.find(({ item }) => {
		const { verdict } = item.json as EvaluatedJson;
		return verdict?.rank === 1 && verdict.accepted === true;
	});
	return { scorers: ids, ...(best === undefined ? {} : { best: best.candidate.run.clone }) };
}
