import type { Candidate } from '../candidate';
import { describeFailingTools, findFailingTools, usesOf } from '../failingTools';

const ROUNDS = 'two or more Rounds in Shadow Clone Fan-Out';

/** Why clones brought no finding, as far as their candidates tell, and what to do about it; what their flow has already is not asked for. */
export function whyNoFinding(candidates: readonly Candidate[]): string {
	const failing = describeFailingTools(findFailingTools(candidates));
	// Who has tools that fail needs no word on how to get findings.
	if (failing.length > 0) return failing.join('; ');
	const made = usesOf(candidates).filter(({ outcome }) => outcome !== 'refused' && outcome !== 'repeated');
	const hadTools = made.length > 0 || candidates.some(({ withoutSource }) => withoutSource === true);
	const hadRounds = candidates.some(({ rounds = 0 }) => rounds > 0);
	if (!hadTools)
		return hadRounds ? 'findings come from tools: connect one to Shadow Clone Fan-Out' : `findings come from tools and ${ROUNDS}`;
	if (!hadRounds) return `findings come from ${ROUNDS}`;
	if (made.length === 0) return 'no clone used a tool: say in the task what to look up, or set Tool Use to Guided in Shadow Clone Fan-Out';
	return made.some(({ source, hasFoundNothing }) => source !== undefined && hasFoundNothing !== true)
		? 'the clones read what their tools gave back, and took nothing from it: set Tool Use to Guided in Shadow Clone Fan-Out, use a larger model, or ask for what these tools know'
		: `${tellCalls(made.length)} brought nothing to quote: ask in other words, or connect a tool that knows of it`;
}

function tellCalls(calls: number): string {
	return calls === 1 ? 'the only call of a tool' : `all ${calls} calls of tools`;
}
