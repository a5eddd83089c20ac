import { firstRankWithoutBest, isRefused, type Contender } from '../engine/synthesize/contender';
import type { Synthesis } from '../engine/synthesize/synthesizeRequest';
import { describeCut } from '../shared/describeCut';
import type { Hint } from '../shared/joinHints';

/** What the user should know of one synthesis: first what it was made of, then what came of it. */
export function describeSynthesis(contenders: readonly Contender[], synthesis: Synthesis): readonly Hint[] {
	const { leftOut, receipt, reason } = synthesis;
	const warnings = [missingBest(contenders), noneAccepted(contenders), describeCut(contenders.map(({ candidate }) => candidate))].filter(
		(message) => message !== undefined,
	);
	const notes = [reason, ...leftOutNotes(leftOut), ...(receipt.notes ?? [])];
	return [...warnings.map((message): Hint => ({ message, type: 'warning' })), ...notes.map((message): Hint => ({ message, type: 'info' }))];
}

/** Only the rest came, most likely. */
function missingBest(contenders: readonly Contender[]): string | undefined {
	const rank = firstRankWithoutBest(contenders);
	return rank === undefined
		? undefined
		: `The best candidate of this run is missing: the best that came has rank ${rank}. Let Clone Evaluator return all candidates by one output, or connect its output Best as well`;
}

function noneAccepted(contenders: readonly Contender[]): string | undefined {
	const refused = contenders.filter(isRefused).length;
	if (refused === 0 || contenders.some(({ accepted }) => accepted === true) || missingBest(contenders) !== undefined) return undefined;
	const who =
		refused === 1 ? 'Clone Evaluator did not accept the only candidate' : `Clone Evaluator accepted none of the ${refused} candidates`;
	return `${who}, so this answer is made of answers that were not accepted`;
}

function leftOutNotes(leftOut: Synthesis['leftOut']): readonly string[] {
	const { beyondContext = 0, notAccepted = 0 } = leftOut ?? {};
	return [
		...(notAccepted === 0
			? []
			: [
					`${notAccepted} ${notAccepted === 1 ? 'candidate' : 'candidates'} that Clone Evaluator did not accept ${notAccepted === 1 ? 'was' : 'were'} left out`,
				]),
		...(beyondContext === 0 ? [] : [`${beyondContext} of the candidates to use did not fit into the model's context and were left out`]),
	];
}
