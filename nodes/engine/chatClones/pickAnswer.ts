import type { Candidate } from '../candidate';
import type { ScorerTools } from '../evaluate/scorers';
import type { ChatClonesRequest } from './chatClonesRequest';
import { countSame } from './countSame';
import { hasCalls } from './formsOf';
import type { Picked } from './picked';
import { pickJson } from './pickJson';
import { pickText } from './pickText';
import { toolCallsKey } from './toolCallsKey';

/**
 * Picks one of several answers to the same call.
 *
 * First the majority decides whether tools are called or an answer is given. Of calls the biggest set of equal ones wins, of JSON the same, of words what `pickBy` says. Ties go to the earlier clone.
 *
 * @throws whatever `signal.reason` is when aborted; InvalidInputError where `pickBy` cannot be used.
 */
export async function pickAnswer(
	candidates: readonly Candidate[],
	{ pickBy }: Pick<ChatClonesRequest, 'pickBy'>,
	tools: ScorerTools,
	signal: AbortSignal,
): Promise<Picked> {
	const [callers, writers] = [candidates.filter(hasCalls), candidates.filter((candidate) => !hasCalls(candidate))];
	const [first] = candidates;
	const callsWin = callers.length === writers.length ? first !== undefined && hasCalls(first) : callers.length > writers.length;
	if (callsWin) return pickCalls(callers, candidates.length);
	const picked = pickJson(writers, pickBy, candidates.length) ?? (await pickText(writers, pickBy, tools, signal));
	return { ...picked, why: { ...picked.why, agreement: { ...picked.why.agreement, of: candidates.length } } };
}

function pickCalls(callers: readonly Candidate[], answered: number): Picked {
	const [biggest] = countSame(callers.map(({ toolCalls = [] }) => toolCallsKey(toolCalls)));
	const candidate = callers[biggest?.places[0] ?? 0] as Candidate;
	const same = biggest?.places.length ?? 0;
	const names = [...new Set(candidate.toolCalls?.map(({ name }) => name))].join(', ');
	return {
		candidate,
		why: {
			by: 'tool calls',
			agreement: { same, of: answered },
			reason: `${callers.length} of ${answered} called a tool, ${same} of them ${names} with equal arguments`,
		},
	};
}
